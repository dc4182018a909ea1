"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Page } from "@/components/shell/Page";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Id } from "@/components/ui/Id";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { auditQuery } from "@/lib/client/audit";
import { grouped } from "@/lib/core/format";
import type { AuditRow } from "@/lib/domain/views";

const COLUMNS: readonly Column<AuditRow>[] = [
  { id: "seq", header: "No.", numeric: true, width: "72px", cell: (row) => grouped(row.seq) },
  { id: "at", header: "When", width: "170px", cell: (row) => <TimeUtc ms={row.atMs} /> },
  { id: "actor", header: "Who", cell: (row) => <Sentence>{row.actor}</Sentence> },
  { id: "action", header: "What", cell: (row) => <code>{row.action}</code> },
  { id: "object", header: "On", cell: (row) => <Sentence>{row.object}</Sentence> },
  { id: "hash", header: "Chain hash", cell: (row) => <Id value={row.hash} what="chain hash" /> },
];

const TITLE = "Audit log";

/** Who saw, changed and exported what, and whether the chain of rows still holds. */
export function AuditPage() {
  const audit = useInfiniteQuery(auditQuery);
  if (audit.isPending) {
    return (
      <Page title={TITLE}>
        <Panel title="Rows" flush>
          <SkeletonRows rows={14} />
        </Panel>
      </Page>
    );
  }
  const first = audit.data?.pages[0];
  if (audit.data === undefined || first === undefined) {
    return (
      <Page title={TITLE}>
        <Panel title="Could not be read" flush>
          <ErrorState error={audit.error} onRetry={() => void audit.refetch()} />
        </Panel>
      </Page>
    );
  }
  const rows = audit.data.pages.flatMap((page) => page.rows);
  return (
    <Page
      title={TITLE}
      lead="Each row carries the hash of the one before; changing or removing one breaks every hash after it."
    >
      <Notice tone={first.verified.ok ? "ok" : "counter"}>
        <Sentence>{first.verified.sentence}</Sentence>
      </Notice>
      <Panel title="Rows" note="newest first" flush>
        <DataTable
          caption="Audit log, newest first"
          columns={COLUMNS}
          rows={rows}
          rowKey={(row) => String(row.seq)}
          total={first.verified.rows}
          noun="rows"
          more={
            audit.hasNextPage ? (
              <Button size="small" busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                Load older
              </Button>
            ) : undefined
          }
          empty={<EmptyState title="No row yet">The first sign-in writes the first row.</EmptyState>}
        />
      </Panel>
      {audit.isFetchNextPageError ? (
        <Notice tone="warn" action={<Button onClick={() => void audit.fetchNextPage()}>Try again</Button>}>
          Older rows could not be loaded.
        </Notice>
      ) : null}
    </Page>
  );
}
