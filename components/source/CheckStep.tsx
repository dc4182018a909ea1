"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/Button";
import { Count } from "@/components/ui/Count";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { asSentence, errorAdvice } from "@/components/ui/error-advice";
import { queryKeys } from "@/lib/client/query-keys";
import { cancelDryRun, dryRunQuery, dryRunRejectsPath, startDryRun, startImport } from "@/lib/client/uploads";
import { counted } from "@/lib/core/format";
import type { DryRunView, ReadingChoice, RejectCount } from "@/lib/domain/upload";
import { FilesTable } from "./FilesTable";
import { ProgressBar } from "./ProgressBar";
import { progressFigures, progressWords } from "./progress-figures";
import styles from "./source.module.css";

const REASON_COLUMNS: readonly Column<RejectCount>[] = [
  {
    id: "file",
    header: "File",
    sortValue: (row) => row.file,
    cell: (row) => <Sentence>{row.file}</Sentence>,
  },
  {
    id: "column",
    header: "Column",
    sortValue: (row) => row.column,
    cell: (row) => <code>{row.column}</code>,
  },
  {
    id: "reason",
    header: "Reason",
    sortValue: (row) => row.reason,
    cell: (row) => <Sentence>{row.reason}</Sentence>,
  },
  {
    id: "rows",
    header: "Rows",
    numeric: true,
    sortValue: (row) => row.rows,
    cell: (row) => <Count value={row.rows} />,
  },
];

/** Third step: everything is read and checked, nothing is kept; then the import itself. */
export function CheckStep({
  uploadId,
  choice,
  onBack,
  onImported,
}: {
  uploadId: string;
  /** Null after a reload: then the check there is counts. */
  choice: ReadingChoice | null;
  onBack: () => void;
  onImported: (importId: string) => void;
}) {
  const client = useQueryClient();
  const check = useQuery(dryRunQuery(uploadId));
  const take = (view: DryRunView): void => {
    client.setQueryData(queryKeys.uploads.dryRun(uploadId), view);
  };
  const start = useMutation({
    mutationFn: (wanted: ReadingChoice) => startDryRun(uploadId, wanted),
    networkMode: "always",
    onMutate: () => client.cancelQueries({ queryKey: queryKeys.uploads.dryRun(uploadId) }),
    onSuccess: take,
  });
  const cancel = useMutation({
    mutationFn: () => cancelDryRun(uploadId),
    networkMode: "always",
    onSuccess: take,
  });
  const begin = useMutation({
    mutationFn: (wanted: ReadingChoice) => startImport(uploadId, wanted),
    networkMode: "always",
    onSuccess: async ({ importId }) => {
      await client.invalidateQueries({ queryKey: queryKeys.imports });
      onImported(importId);
    },
  });
  const begun = useRef(false);
  const { mutate } = start;
  useEffect(() => {
    if (choice === null || begun.current) return;
    begun.current = true;
    mutate(choice);
  }, [choice, mutate]);
  const view: DryRunView | undefined = start.isPending ? undefined : check.data;
  const wanted = choice ?? (view?.state === "complete" ? view.choice : null);
  const failed = start.error ?? check.error ?? begin.error;
  return (
    <>
      {failed === null ? null : <Notice tone="counter">{errorAdvice(failed).text}</Notice>}
      {view?.state === "complete" ? <Outcome view={view} uploadId={uploadId} /> : <Standing view={view} />}
      <div className={styles.footer}>
        <p>{view?.state === "complete" ? "Nothing of this was kept." : ""}</p>
        {view?.state === "running" ? (
          <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Stop the check
          </Button>
        ) : (
          <Button onClick={onBack}>Back to the columns</Button>
        )}
        {wanted !== null && (view?.state === "failed" || view?.state === "cancelled") ? (
          <Button onClick={() => start.mutate(wanted)}>Check again</Button>
        ) : null}
        <Button
          variant="primary"
          busy={begin.isPending}
          disabled={view?.state !== "complete" || view.summary.rows === 0}
          onClick={() => {
            if (view?.state === "complete") begin.mutate(view.choice);
          }}
        >
          {view?.state === "complete" ? `Import ${counted(view.summary.rows, "row")}` : "Import"}
        </Button>
      </div>
    </>
  );
}

function Standing({ view }: { view: Exclude<DryRunView, { state: "complete" }> | undefined }) {
  if (view?.state === "failed")
    return (
      <Notice tone="counter">
        <Sentence>{asSentence(view.reason)}</Sentence>
      </Notice>
    );
  if (view?.state === "cancelled") return <Notice>The check was stopped. Nothing was kept.</Notice>;
  if (view?.state === "none")
    return <Notice>There is no check of these files yet. Go back to the columns and try them.</Notice>;
  const progress = view?.state === "running" ? view.progress : null;
  return (
    <Panel title="Checking every row" note="nothing is kept">
      <ProgressBar
        label="Check of the files"
        share={progress === null ? null : progressFigures(progress).share}
        words={progress === null ? "starting" : progressWords(progress)}
      />
    </Panel>
  );
}

function Outcome({ view, uploadId }: { view: Extract<DryRunView, { state: "complete" }>; uploadId: string }) {
  const { summary, reasons } = view;
  const already = summary.files.filter((file) => file.duplicateOf !== undefined);
  return (
    <>
      <Notice tone={summary.rows === 0 ? "counter" : summary.rejected > 0 ? "warn" : "ok"}>
        <strong>{counted(summary.rows, "row")}</strong> would come in,{" "}
        <strong>{counted(summary.rejected, "row")}</strong> would be set aside.
        {already.length > 0
          ? ` ${counted(already.length, "file")} came in before and would be passed over.`
          : ""}
      </Notice>
      <Panel title="Files" flush>
        <FilesTable
          caption="Files of the check"
          files={summary.files}
          takenIn="would come in"
          empty={<EmptyState title="No file was read" />}
        />
      </Panel>
      {summary.passedOver.length === 0 ? null : (
        <Notice>
          Passed over:{" "}
          {summary.passedOver.map((passed) => (
            <Sentence key={passed.file}>{`${passed.file} (${passed.reason}) `}</Sentence>
          ))}
        </Notice>
      )}
      <Panel
        title="Set aside, by reason"
        note="file, row number, column and reason; never a value"
        flush
        actions={
          summary.rejectFile === null ? undefined : (
            <a href={dryRunRejectsPath(uploadId)} download className={styles.download}>
              <Download aria-hidden />
              Download the reject file
            </a>
          )
        }
      >
        <DataTable
          caption="Rows set aside, by reason"
          columns={REASON_COLUMNS}
          rows={reasons}
          rowKey={(row) => JSON.stringify([row.file, row.column, row.reason])}
          empty={<EmptyState title="No row would be set aside" />}
        />
      </Panel>
    </>
  );
}
