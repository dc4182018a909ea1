"use client";

import { useQuery } from "@tanstack/react-query";
import { CaseTitleCell } from "@/components/case/CaseTitleCell";
import { Page } from "@/components/shell/Page";
import { ButtonLink } from "@/components/ui/Button";
import { Count } from "@/components/ui/Count";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { reviewQuery } from "@/lib/client/cases";
import { spanWords } from "@/lib/core/time";
import type { CaseSummary } from "@/lib/domain/case";

function columnsAt(nowMs: number): Column<CaseSummary>[] {
  const ageMs = (row: CaseSummary): number | null =>
    row.submittedAtMs === null ? null : nowMs - row.submittedAtMs;
  return [
    { id: "case", header: "Case", cell: (row) => <CaseTitleCell row={row} />, width: "40%" },
    {
      id: "age",
      header: "Waits for",
      numeric: true,
      sortValue: ageMs,
      cell: (row) => (row.submittedAtMs === null ? "–" : spanWords(nowMs - row.submittedAtMs)),
    },
    {
      id: "submitted",
      header: "Submitted",
      sortValue: (row) => row.submittedAtMs,
      cell: (row) => <TimeUtc ms={row.submittedAtMs} />,
    },
    {
      id: "network",
      header: "Network",
      sortValue: (row) => row.networkLabel,
      cell: (row) => row.networkLabel,
    },
    {
      id: "claims",
      header: "Claims",
      numeric: true,
      sortValue: (row) => row.claimCount,
      cell: (row) => <Count value={row.claimCount} />,
    },
    {
      id: "accounts",
      header: "Accounts",
      numeric: true,
      sortValue: (row) => row.accountCount,
      cell: (row) => <Count value={row.accountCount} />,
    },
    {
      id: "opened",
      header: "Opened by",
      sortValue: (row) => row.openedByName,
      cell: (row) => <Sentence>{row.openedByName}</Sentence>,
    },
  ];
}

/** What waits for a decision, the oldest first. */
export function ReviewQueue() {
  const queue = useQuery(reviewQuery);
  return (
    <Page title="Review" lead="Cases that wait for somebody else than their author, the oldest first.">
      <Panel title="Waiting" flush>
        {queue.isPending ? (
          <SkeletonRows rows={5} />
        ) : queue.isError ? (
          <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />
        ) : (
          <DataTable
            caption="Cases in review"
            columns={columnsAt(queue.dataUpdatedAt)}
            rows={queue.data}
            rowKey={(row) => row.id}
            rowHref={(row) => `/cases/${encodeURIComponent(row.id)}?step=review`}
            initialSort={{ columnId: "age", direction: "descending" }}
            empty={
              <EmptyState
                title="Nothing waits for review"
                action={<ButtonLink href="/cases">All cases</ButtonLink>}
              >
                A case comes here when its investigator submits it, and leaves when it is approved or sent
                back.
              </EmptyState>
            }
          />
        )}
      </Panel>
    </Page>
  );
}
