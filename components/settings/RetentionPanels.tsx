"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { retentionQuery } from "@/lib/client/retention";
import { RECORD_CLASSES } from "@/lib/domain/retention";
import { HoldsPanel } from "./HoldsPanel";
import { RetentionPanel } from "./RetentionPanel";

/** How long records are kept, and what a legal hold keeps beyond that. */
export function RetentionPanels() {
  const retention = useQuery(retentionQuery);
  if (retention.isSuccess) {
    return (
      <>
        <RetentionPanel view={retention.data} />
        <HoldsPanel holds={retention.data.holds} />
      </>
    );
  }
  return (
    <Panel title="Retention" flush={retention.isPending}>
      {retention.isPending ? (
        <SkeletonRows rows={RECORD_CLASSES.length} />
      ) : (
        <ErrorState error={retention.error} onRetry={() => void retention.refetch()} />
      )}
    </Panel>
  );
}
