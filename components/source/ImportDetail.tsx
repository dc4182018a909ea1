"use client";

import { Count } from "@/components/ui/Count";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Id } from "@/components/ui/Id";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { grouped } from "@/lib/core/format";
import type { ImportFileSummary, ImportRecord, Reject } from "@/lib/domain/import";
import { byteWords } from "./import-status";

const FILE_COLUMNS: readonly Column<ImportFileSummary>[] = [
  {
    id: "file",
    header: "File",
    sortValue: (file) => file.file,
    cell: (file) => <Sentence>{file.file}</Sentence>,
  },
  { id: "table", header: "Table", cell: (file) => file.table },
  {
    id: "rows",
    header: "Rows",
    numeric: true,
    sortValue: (file) => file.rows,
    cell: (file) => <Count value={file.rows} />,
  },
  {
    id: "rejected",
    header: "Set aside",
    numeric: true,
    sortValue: (file) => file.rejected,
    cell: (file) => <Count value={file.rejected} />,
  },
  {
    id: "bytes",
    header: "Size",
    numeric: true,
    sortValue: (file) => file.bytes,
    cell: (file) => byteWords(file.bytes),
  },
  { id: "sha256", header: "SHA-256", cell: (file) => <Id value={file.sha256} what="SHA-256" /> },
  { id: "state", header: "State", cell: (file) => <Sentence>{fileState(file)}</Sentence> },
];

function fileState(file: ImportFileSummary): string {
  if (file.refused !== undefined) return `refused as a whole: ${file.refused}`;
  if (file.duplicateOf !== undefined) return `same content as import ${file.duplicateOf}, passed over`;
  return "taken in";
}

const REJECT_COLUMNS: readonly Column<Reject>[] = [
  {
    id: "file",
    header: "File",
    sortValue: (reject) => reject.file,
    cell: (reject) => <Sentence>{reject.file}</Sentence>,
  },
  {
    id: "row",
    header: "Row",
    numeric: true,
    sortValue: (reject) => reject.row,
    cell: (reject) => (reject.row === 0 ? "whole file" : grouped(reject.row)),
  },
  {
    id: "column",
    header: "Column",
    sortValue: (reject) => reject.column,
    cell: (reject) => <code>{reject.column}</code>,
  },
  {
    id: "reason",
    header: "Reason",
    sortValue: (reject) => reject.reason,
    cell: (reject) => <Sentence>{reject.reason}</Sentence>,
  },
];

/** One import: its files, and the rows that did not come in. */
export function ImportDetail({ record }: { record: ImportRecord }) {
  return (
    <>
      {record.error === null ? null : (
        <Notice tone="counter">
          <Sentence>{record.error}</Sentence>
        </Notice>
      )}
      <Panel title="Files" note={<Sentence>{record.source}</Sentence>} flush>
        <DataTable
          caption={`Files of ${record.source}`}
          columns={FILE_COLUMNS}
          rows={record.files}
          rowKey={(file) => file.file}
          empty={
            <EmptyState title="No file read yet">They show here one by one while the import runs.</EmptyState>
          }
        />
      </Panel>
      <Panel
        title="Set aside"
        note="rows that did not come in, with number, column and reason; secret values are never kept"
        flush
      >
        <DataTable
          caption={`Rows of ${record.source} that were set aside`}
          columns={REJECT_COLUMNS}
          rows={record.rejects}
          rowKey={(reject) => `${reject.file} ${reject.row} ${reject.column} ${reject.reason}`}
          total={record.rejected}
          noun={
            record.rejects.length < record.rejected
              ? "rows set aside; the rest are in the import's reject file"
              : "rows set aside"
          }
          empty={
            <EmptyState title={record.status === "complete" ? "Every row came in" : "No row was looked at"} />
          }
        />
      </Panel>
    </>
  );
}
