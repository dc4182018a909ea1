"use client";

import { useEffect, useState } from "react";
import { cleanText, shortLabel } from "@/components/graph/label";
import { useHasRole } from "@/components/shell/ActorContext";
import { Button } from "@/components/ui/Button";
import { MS_PER_SECOND } from "@/lib/core/time";
import type { ContactField } from "@/lib/domain/retention";
import styles from "./account.module.css";
import { RevealDialog } from "./RevealDialog";

interface Shown {
  value: string;
  untilMs: number;
}

/** Seconds until the contact is masked again; masks it when they are over, or when the page is left. */
function useMaskAgain(shown: Shown | null, mask: () => void): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (shown === null) return undefined;
    const look = (): void => {
      const leftMs = shown.untilMs - Date.now();
      setLeft(Math.max(0, Math.ceil(leftMs / MS_PER_SECOND)));
      if (leftMs <= 0) mask();
    };
    look();
    const timer = setInterval(look, MS_PER_SECOND);
    return () => clearInterval(timer);
  }, [shown, mask]);
  return left;
}

/** An e-mail address or phone number: masked, and for those who may, in the clear for a minute. */
export function ContactFact({
  accountId,
  field,
  masked,
  sealed,
}: {
  accountId: string;
  field: ContactField;
  masked: string;
  sealed: boolean;
}) {
  const mayReveal = useHasRole("investigator", "counsel");
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const [mask] = useState(() => (): void => setShown(null));
  const left = useMaskAgain(shown, mask);
  if (masked === "" && !sealed) return <span>not given</span>;
  const word = field === "email" ? "e-mail address" : "phone number";
  return (
    <span className={styles.contact}>
      {shown === null ? (
        <bdi>{shortLabel(masked, 60)}</bdi>
      ) : (
        <bdi className={styles.revealed} data-testid={`revealed-${field}`}>
          {cleanText(shown.value)}
        </bdi>
      )}
      {shown !== null ? (
        <>
          <Button size="small" variant="quiet" onClick={mask} aria-label={`Mask the ${word}`}>
            Mask
          </Button>
          <span className={styles.quiet}>masked again in {left} s</span>
        </>
      ) : sealed && mayReveal ? (
        <Button
          size="small"
          variant="quiet"
          onClick={() => setAsking(true)}
          aria-label={`Reveal the ${word}`}
        >
          Reveal…
        </Button>
      ) : null}
      {asking ? (
        <RevealDialog
          accountId={accountId}
          field={field}
          onClose={() => setAsking(false)}
          onRevealed={(revealed) => {
            setAsking(false);
            setShown({ value: revealed.value, untilMs: Date.now() + revealed.showMs });
          }}
        />
      ) : null}
    </span>
  );
}
