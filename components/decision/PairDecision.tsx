"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { pairDecisionsQuery } from "@/lib/client/decisions";
import styles from "./decision.module.css";
import { DecideDialog } from "./DecideDialog";
import { DecisionList } from "./DecisionList";

/** Below an explained pair: what people decided of it, and the way to decide. */
export function PairDecision({ accountA, accountB }: { accountA: string; accountB: string }) {
  const mayDecide = useHasRole("investigator", "manager");
  const [deciding, setDeciding] = useState(false);
  const found = useQuery(pairDecisionsQuery(accountA, accountB));
  if (found.isPending) return null;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const stands = found.data.decisions.some((decision) => decision.withdrawnAtMs === null);
  if (!mayDecide && found.data.decisions.length === 0) return null;
  return (
    <div className={styles.footer}>
      <DecisionList view={found.data} withAccounts={false} />
      {mayDecide && !stands ? (
        <div>
          <Button size="small" onClick={() => setDeciding(true)}>
            Decide on this pair…
          </Button>
        </div>
      ) : null}
      {deciding ? <DecideDialog pair={{ accountA, accountB }} onClose={() => setDeciding(false)} /> : null}
    </div>
  );
}
