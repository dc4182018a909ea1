"use client";

import { useState } from "react";
import { Explained } from "@/components/graph/inspector/Explained";
import { shortLabel } from "@/components/graph/label";
import { Button } from "@/components/ui/Button";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { grouped } from "@/lib/core/format";
import type { WeakBridge } from "@/lib/domain/network";
import styles from "./network.module.css";

/** Links on which two larger parts hang by little; each explains itself on request. */
export function WeakBridges({ bridges }: { bridges: readonly WeakBridge[] }) {
  const [open, setOpen] = useState<string | null>(null);
  if (bridges.length === 0)
    return <p className={styles.quiet}>None: no two larger parts hang by one weak link.</p>;
  return (
    <ul>
      {bridges.map((bridge) => {
        const key = JSON.stringify([bridge.accountA, bridge.accountB]);
        return (
          <li key={key} className={styles.bridge}>
            <div className={styles.bridgeHead}>
              <bdi className={styles.mono}>{shortLabel(bridge.accountA, 18)}</bdi>
              <span className={styles.quiet}>({grouped(bridge.sideA)} accounts)</span>
              <span aria-hidden>–</span>
              <bdi className={styles.mono}>{shortLabel(bridge.accountB, 18)}</bdi>
              <span className={styles.quiet}>({grouped(bridge.sideB)})</span>
              <StrengthBar bits={bridge.bits} />
              <Button
                size="small"
                variant="quiet"
                aria-expanded={open === key}
                onClick={() => setOpen(open === key ? null : key)}
              >
                {open === key ? "Close" : "Explain"}
              </Button>
            </div>
            {open === key ? <Explained accountA={bridge.accountA} accountB={bridge.accountB} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
