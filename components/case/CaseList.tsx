"use client";

import { useQuery } from "@tanstack/react-query";
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
import { spanWords } from "@/lib/core/time";
import { casesQuery } from "@/lib/client/cases";
import { CASE_STATUS_LABEL, CASE_STATUSES, type CaseStatus, type CaseSummary } from "@/lib/domain/case";
import { CaseTitleCell } from "./CaseTitleCell";
import { FilterBar } from "./FilterBar";
import { StatusBadge } from "./StatusBadge";
import { useUrlParameter } from "./url-parameter";

function columnsAt(nowMs: number): Column<CaseSummary>[] {
  return [
    {
      id: "case",
      header: "Case",
      sortValue: (row) => row.number,
      cell: (row) => <CaseTitleCell row={row} />,
      width: "36%",
    },
    {
      id: "status",
      header: "Status",
      sortValue: (row) => CASE_STATUSES.indexOf(row.status),
      cell: (row) => <StatusBadge status={row.status} />,
    },
    {
      id: "network",
      header: "Network",
      sortValue: (row) => row.networkLabel,
      cell: (row) => row.networkLabel,
    },
    {
      id: "accounts",
      header: "Accounts",
      numeric: true,
      sortValue: (row) => row.accountCount,
      cell: (row) => <Count value={row.accountCount} />,
    },
    {
      id: "claims",
      header: "Claims",
      numeric: true,
      sortValue: (row) => row.claimCount,
      cell: (row) => <Count value={row.claimCount} />,
    },
    {
      id: "packets",
      header: "Packets",
      numeric: true,
      sortValue: (row) => row.packetCount,
      cell: (row) => <Count value={row.packetCount} />,
    },
    {
      id: "opened",
      header: "Opened by",
      sortValue: (row) => row.openedByName,
      cell: (row) => <Sentence>{row.openedByName}</Sentence>,
    },
    {
      id: "updated",
      header: "Updated",
      sortValue: (row) => row.updatedAtMs,
      cell: (row) => <TimeUtc ms={row.updatedAtMs} />,
    },
    {
      id: "age",
      header: "In review for",
      numeric: true,
      sortValue: (row) =>
        row.status === "in_review" && row.submittedAtMs !== null ? nowMs - row.submittedAtMs : null,
      cell: (row) =>
        row.status === "in_review" && row.submittedAtMs !== null ? spanWords(nowMs - row.submittedAtMs) : "–",
    },
  ];
}

/** All cases, newest change first, with the status filter in the address. */
export function CaseList() {
  const cases = useQuery(casesQuery);
  const [status, setStatus] = useUrlParameter<CaseStatus>("status", CASE_STATUSES);
  const all = cases.data ?? [];
  const rows = status === undefined ? all : all.filter((row) => row.status === status);
  const countOf = (wanted: CaseStatus): number => all.filter((row) => row.status === wanted).length;
  return (
    <Page
      title="Cases"
      lead="What people claim about networks, with the evidence, the reviews and the packets."
    >
      <Panel
        title="Cases"
        flush
        actions={
          <FilterBar
            label="Status"
            value={status ?? "all"}
            onChange={(value) => setStatus(value === "all" ? undefined : value)}
            options={[
              { value: "all" as const, label: "All", count: all.length },
              ...CASE_STATUSES.map((value) => ({
                value,
                label: CASE_STATUS_LABEL[value],
                count: countOf(value),
              })),
            ]}
          />
        }
      >
        {cases.isPending ? (
          <SkeletonRows rows={6} />
        ) : cases.isError ? (
          <ErrorState error={cases.error} onRetry={() => void cases.refetch()} />
        ) : (
          <DataTable
            caption="Cases"
            columns={columnsAt(cases.dataUpdatedAt)}
            rows={rows}
            rowKey={(row) => row.id}
            rowHref={(row) => `/cases/${encodeURIComponent(row.id)}`}
            initialSort={{ columnId: "updated", direction: "descending" }}
            total={rows.length === all.length ? undefined : all.length}
            noun="cases"
            empty={
              all.length === 0 ? (
                <EmptyState
                  title="No case yet"
                  action={
                    <ButtonLink href="/overview" variant="primary">
                      Choose a network
                    </ButtonLink>
                  }
                >
                  A case is opened from a network: pick one on the overview, look at what holds it together,
                  and choose “Open case”.
                </EmptyState>
              ) : (
                <EmptyState
                  title={`No case is ${status === undefined ? "listed" : CASE_STATUS_LABEL[status].toLowerCase()}`}
                >
                  {all.length === 1 ? "One case has" : `All ${all.length} cases have`} another status: choose
                  “All” to see {all.length === 1 ? "it" : "them"}.
                </EmptyState>
              )
            }
          />
        )}
      </Panel>
    </Page>
  );
}
