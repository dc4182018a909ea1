"use client";

import { Badge } from "@/components/ui/Badge";
import { Count } from "@/components/ui/Count";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { spanWords } from "@/lib/core/time";
import type { ImportRecord } from "@/lib/domain/import";
import { importStatus } from "./import-status";

function StatusBadge({ record }: { record: ImportRecord }) {
  const status = importStatus(record);
  return <Badge tone={status.tone}>{status.word}</Badge>;
}

const COLUMNS: readonly Column<ImportRecord>[] = [
  {
    id: "source",
    header: "Source",
    sortValue: (record) => record.source,
    cell: (record) => <Sentence>{record.source}</Sentence>,
  },
  { id: "preset", header: "Preset", cell: (record) => record.preset },
  { id: "status", header: "State", cell: (record) => <StatusBadge record={record} /> },
  {
    id: "rows",
    header: "Rows taken in",
    numeric: true,
    sortValue: (record) => record.rows,
    cell: (record) => <Count value={record.rows} />,
  },
  {
    id: "rejected",
    header: "Set aside",
    numeric: true,
    sortValue: (record) => record.rejected,
    cell: (record) => <Count value={record.rejected} />,
  },
  {
    id: "started",
    header: "Started",
    numeric: true,
    sortValue: (record) => record.startedAtMs,
    cell: (record) => <TimeUtc ms={record.startedAtMs} />,
  },
  {
    id: "took",
    header: "Took",
    numeric: true,
    cell: (record) =>
      record.finishedAtMs === null ? "still running" : spanWords(record.finishedAtMs - record.startedAtMs),
  },
  { id: "by", header: "By", cell: (record) => <Sentence>{record.byName}</Sentence> },
];

/** Every import, newest first; the chosen one, named in the URL, is shown below. */
export function ImportsTable({
  records,
  chosenId,
}: {
  records: readonly ImportRecord[];
  chosenId: string | null;
}) {
  return (
    <Panel title="Imports" note="choose one to see its files" flush>
      <DataTable
        caption="Imports"
        columns={COLUMNS}
        rows={records}
        rowKey={(record) => record.id}
        rowHref={(record) => `/sources?import=${encodeURIComponent(record.id)}`}
        initialSort={{ columnId: "started", direction: "descending" }}
        selectedKey={chosenId ?? undefined}
      />
    </Panel>
  );
}
