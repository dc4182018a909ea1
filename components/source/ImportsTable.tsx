"use client";

import { Badge } from "@/components/ui/Badge";
import { Count } from "@/components/ui/Count";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { spanWords } from "@/lib/core/time";
import type { ImportRecord } from "@/lib/domain/import";
import { ImportActions } from "./ImportActions";
import { importStatus } from "./import-status";
import { ProgressBar } from "./ProgressBar";
import { progressFigures, progressWords } from "./progress-figures";

function State({ record }: { record: ImportRecord }) {
  if (record.status === "running" && record.progress !== null)
    return (
      <ProgressBar
        label={`Import of ${record.source}`}
        share={progressFigures(record.progress).share}
        words={progressWords(record.progress)}
      />
    );
  if (record.status === "running" || record.status === "publishing")
    return (
      <ProgressBar
        label={`Import of ${record.source}`}
        share={null}
        words={record.status === "running" ? "starting" : "publishing"}
      />
    );
  const status = importStatus(record);
  return <Badge tone={status.tone}>{status.word}</Badge>;
}

function took(record: ImportRecord): string {
  if (record.finishedAtMs !== null) return spanWords(record.finishedAtMs - record.startedAtMs);
  return record.status === "interrupted" ? "" : "still running";
}

const COLUMNS: readonly Column<ImportRecord>[] = [
  {
    id: "source",
    header: "Source",
    sortValue: (record) => record.source,
    cell: (record) => <Sentence>{record.source}</Sentence>,
  },
  { id: "preset", header: "Preset", cell: (record) => <Sentence>{record.preset}</Sentence> },
  { id: "status", header: "State", cell: (record) => <State record={record} /> },
  {
    id: "rows",
    header: "Rows taken in",
    numeric: true,
    sortValue: (record) => record.rows,
    cell: (record) => <Count value={record.progress?.overall.rows ?? record.rows} />,
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
  { id: "took", header: "Took", numeric: true, cell: took },
  { id: "by", header: "By", cell: (record) => <Sentence>{record.byName}</Sentence> },
  {
    id: "actions",
    header: <span className="visually-hidden">Actions</span>,
    cell: (record) => <ImportActions record={record} />,
  },
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
