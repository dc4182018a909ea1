"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { middleTruncated } from "@/lib/core/format";
import styles from "./Id.module.css";

const COPIED_MS = 1_500;

/** An id or hash: mono, cut in the middle, the whole on hover, copied on click. */
export function Id({ value, max = 18, what = "id" }: { value: string; max?: number; what?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <button
      type="button"
      className={styles.id}
      title={value}
      aria-label={copied ? `${what} copied` : `${value}: copy ${what}`}
      data-above-row
      onClick={(event) => {
        event.stopPropagation();
        void copy().catch(() => undefined);
      }}
    >
      <bdi>{middleTruncated(value, max)}</bdi>
      {copied ? <Check aria-hidden className={styles.icon} /> : <Copy aria-hidden className={styles.icon} />}
    </button>
  );
}
