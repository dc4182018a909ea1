"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { accountDecisionsQuery, networkDecisionsQuery } from "@/lib/client/decisions";
import { grouped } from "@/lib/core/format";
import styles from "./decision.module.css";
import { DecideDialog } from "./DecideDialog";
import { DecisionList } from "./DecisionList";

/** What analysts decided within an account's or a network's reach, and the way to decide more. */
export function DecisionsOf({
  scope,
  empty,
  suggestions = [],
}: {
  scope: { accountId: string } | { networkId: string };
  /** Said where nobody has decided anything. */
  empty: string;
  /** Accounts that are likely to be meant in a new decision. */
  suggestions?: readonly string[];
}) {
  const mayDecide = useHasRole("investigator", "manager");
  const [deciding, setDeciding] = useState(false);
  const account = "accountId" in scope ? scope.accountId : undefined;
  const found = useQuery(
    "accountId" in scope ? accountDecisionsQuery(scope.accountId) : networkDecisionsQuery(scope.networkId),
  );
  const standing = found.data?.decisions.filter((decision) => decision.withdrawnAtMs === null).length ?? 0;
  return (
    <Panel
      title="Decisions of analysts"
      note={found.data === undefined ? undefined : `${grouped(standing)} standing`}
      actions={
        mayDecide ? (
          <Button size="small" onClick={() => setDeciding(true)}>
            Decide on two accounts…
          </Button>
        ) : undefined
      }
    >
      {found.isPending ? (
        <SkeletonRows rows={2} />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data.decisions.length === 0 ? (
        <p className={styles.empty}>{empty}</p>
      ) : (
        <DecisionList view={found.data} withAccounts />
      )}
      {deciding ? (
        <DecideDialog
          {...(account === undefined ? {} : { accountA: account })}
          suggestions={suggestions}
          onClose={() => setDeciding(false)}
        />
      ) : null}
    </Panel>
  );
}
