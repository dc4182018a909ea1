"use client";

import { useState } from "react";
import { counted, grouped } from "@/lib/core/format";
import type { DecisionsView } from "@/lib/domain/decision-view";
import styles from "./decision.module.css";
import { DecisionLine } from "./DecisionLine";
import { WithdrawDialog } from "./WithdrawDialog";

/** Decisions that stand, each to be withdrawn by who may; those withdrawn behind a fold. */
export function DecisionList({ view, withAccounts }: { view: DecisionsView; withAccounts: boolean }) {
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const standing = view.decisions.filter((decision) => decision.withdrawnAtMs === null);
  const withdrawn = view.decisions.filter((decision) => decision.withdrawnAtMs !== null);
  return (
    <>
      {standing.map((decision) => (
        <DecisionLine
          key={decision.id}
          decision={decision}
          withAccounts={withAccounts}
          {...(view.mayDecide ? { onWithdraw: () => setWithdrawing(decision.id) } : {})}
        />
      ))}
      {withdrawn.length === 0 ? null : (
        <details className={styles.withdrawn}>
          <summary>{counted(withdrawn.length, "withdrawn decision")}</summary>
          {withdrawn.map((decision) => (
            <DecisionLine key={decision.id} decision={decision} withAccounts={withAccounts} />
          ))}
        </details>
      )}
      {view.decisions.length < view.total ? (
        <p className={styles.quiet}>
          showing {grouped(view.decisions.length)} of {grouped(view.total)}, standing and newest first
        </p>
      ) : null}
      {withdrawing === null ? null : (
        <WithdrawDialog decisionId={withdrawing} onClose={() => setWithdrawing(null)} />
      )}
    </>
  );
}
