"use client";

import { useState } from "react";
import { Explained } from "@/components/graph/inspector/Explained";
import { cleanText, shortLabel } from "@/components/graph/label";
import { Button } from "@/components/ui/Button";
import { KindIcon } from "@/components/ui/KindIcon";
import { StrengthBar } from "@/components/ui/StrengthBar";
import type { PathHopView, ShownIdentifier } from "@/lib/domain/network-inside";
import { AccountLink } from "./AccountLink";
import styles from "./inside.module.css";

/** The links of a path one under another; each explains itself, each of its identifiers can be taken away. */
export function PathHops({
  hops,
  onLeaveOut,
}: {
  hops: readonly PathHopView[];
  onLeaveOut: (identifier: ShownIdentifier) => void;
}) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ol aria-label="Links of the path">
      {hops.map((hop, place) => {
        const key = `${hop.from} ${hop.to}`;
        return (
          <li key={key} className={styles.hop}>
            <div className={styles.row}>
              <span className={styles.quiet}>{place + 1}</span>
              <AccountLink accountId={hop.from} />
              <span aria-hidden>→</span>
              <AccountLink accountId={hop.to} />
              <StrengthBar bits={hop.bits} />
              <Button
                size="small"
                variant="quiet"
                aria-expanded={open === key}
                onClick={() => setOpen(open === key ? null : key)}
              >
                {open === key ? "Close" : "Explain"}
              </Button>
            </div>
            <div className={styles.chips}>
              {hop.identifiers.map((identifier) => (
                <button
                  key={`${identifier.kind}:${identifier.value}`}
                  type="button"
                  className={styles.chip}
                  title={`${cleanText(identifier.kindLabel)}, ${identifier.bits.toFixed(1)} bits by itself: find a path without it`}
                  aria-label={`Without ${cleanText(identifier.kindLabel)} ${cleanText(identifier.display)}`}
                  onClick={() => onLeaveOut(identifier)}
                >
                  <KindIcon kind={identifier.kind} />
                  <span>
                    <bdi>{shortLabel(identifier.display, 20)}</bdi>
                  </span>
                </button>
              ))}
            </div>
            {open === key ? <Explained accountA={hop.from} accountB={hop.to} /> : null}
          </li>
        );
      })}
    </ol>
  );
}
