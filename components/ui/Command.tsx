"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import styles from "./Command.module.css";
import { IconButton } from "./IconButton";

/** A line to type into a terminal, selected whole on click, with a copy button. */
export function Command({ children }: { children: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(children).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className={styles.command}>
      <pre className={styles.line}>{children}</pre>
      <IconButton label={copied ? "Copied" : "Copy command"} size="small" onClick={copy}>
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      </IconButton>
    </div>
  );
}
