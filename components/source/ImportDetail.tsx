"use client";

import { Download } from "lucide-react";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { rejectsPath } from "@/lib/client/imports";
import { grouped } from "@/lib/core/format";
import type { ImportRecord, Reject } from "@/lib/domain/import";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { asSentence } from "@/components/ui/error-advice";
import { FilesTable } from "./FilesTable";
import styles from "./source.module.css";

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

/** What is to be said about an import that is not simply complete. */
function Standing({ record }: { record: ImportRecord }) {
  if (record.undone !== null)
    return (
      <Notice tone="info">
        Undone by <Sentence>{record.undone.byName}</Sentence>, <TimeUtc ms={record.undone.atMs} />:{" "}
        <Sentence>{record.undone.reason}</Sentence>. Its rows have left the evidence store; what is below is
        the record of what came in.
      </Notice>
    );
  if (record.status === "interrupted")
    return (
      <Notice tone="warn">
        The process of this import ended before it was done. What it stored so far is kept, unseen. Go on with
        it, or cancel it.
      </Notice>
    );
  if (record.error === null) return null;
  return (
    <Notice tone={record.status === "failed" ? "counter" : "info"}>
      <Sentence>{asSentence(record.error)}</Sentence>
    </Notice>
  );
}

function emptyTitle(record: ImportRecord): string {
  if (record.status === "cancelled" || record.status === "failed") return "Nothing of it was kept";
  if (record.progress === null) return "No file read yet";
  return record.status === "interrupted" ? "Read when it ended" : "Being read now";
}

/** One import: its files, and the rows that did not come in. */
export function ImportDetail({ record }: { record: ImportRecord }) {
  return (
    <>
      <Standing record={record} />
      <Panel title="Files" note={<Sentence>{record.source}</Sentence>} flush>
        <FilesTable
          caption={`Files of ${record.source}`}
          files={record.files}
          takenIn={record.status === "undone" ? "taken in, then undone" : "taken in"}
          empty={
            <EmptyState title={emptyTitle(record)}>
              {record.progress === null ? (
                record.status === "running" ? (
                  "The files show here once all of them are read."
                ) : undefined
              ) : (
                <p>
                  <Sentence>{record.progress.file}</Sentence>: {grouped(record.progress.rows)} rows so far,{" "}
                  {grouped(record.progress.rejected)} set aside.
                </p>
              )}
            </EmptyState>
          }
        />
      </Panel>
      <Panel
        title="Set aside"
        note="rows that did not come in, with number, column and reason; secret values are never kept"
        actions={
          record.rejected > 0 && (record.status === "complete" || record.status === "undone") ? (
            <a href={rejectsPath(record.id)} download className={styles.download}>
              <Download aria-hidden />
              Download the reject file
            </a>
          ) : undefined
        }
        flush
      >
        <DataTable
          caption={`Rows of ${record.source} that were set aside`}
          columns={REJECT_COLUMNS}
          rows={record.rejects}
          rowKey={(reject) => `${reject.file} ${reject.row} ${reject.column} ${reject.reason}`}
          total={Math.max(record.rejected, record.rejects.length)}
          noun={
            record.rejects.length < record.rejected
              ? "rows set aside; all of them are in the reject file"
              : "rows set aside"
          }
          empty={
            <EmptyState
              title={
                record.status === "complete" || record.status === "undone"
                  ? "Every row came in"
                  : "Nothing to show"
              }
            />
          }
        />
      </Panel>
    </>
  );
}
