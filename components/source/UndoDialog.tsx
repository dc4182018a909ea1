"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TextArea } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { undoImport, undoPreviewQuery } from "@/lib/client/imports";
import { counted, grouped } from "@/lib/core/format";
import type { ImportRecord } from "@/lib/domain/import";
import styles from "./source.module.css";

const FORM_ID = "undo-form";
const REASON_LENGTH_MIN = 3;

/** Asks why, and shows what would leave, before an import is taken back. */
export function UndoDialog({ record, onClose }: { record: ImportRecord; onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState("");
  const preview = useQuery(undoPreviewQuery(record.id));
  const undo = useMutation({
    mutationFn: () => undoImport(record.id, reason.trim()),
    networkMode: "always",
    onSuccess: async () => {
      toast("The import is undone; its rows have left");
      onClose();
      await client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim().length >= REASON_LENGTH_MIN) undo.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Undo this import"
      description={
        <>
          All rows of <Sentence>{record.source}</Sentence> leave the evidence store. Cases keep what was
          recorded in them; the audit log keeps that the import was there. The same files can be imported
          again.
        </>
      }
      footer={
        <>
          <Button onClick={onClose}>Keep the import</Button>
          <Button
            type="submit"
            form={FORM_ID}
            variant="danger"
            busy={undo.isPending}
            disabled={reason.trim().length < REASON_LENGTH_MIN}
          >
            Undo the import
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={submit}>
        <Field label="Why is it undone?" hint="Kept with the import, and shown to everybody who sees it.">
          {(control) => (
            <TextArea
              {...control}
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {preview.isPending ? <SkeletonRows rows={3} /> : null}
        {preview.isError ? <Notice tone="counter">{errorAdvice(preview.error).text}</Notice> : null}
        {preview.data === undefined ? null : (
          <div>
            <p>
              What leaves:{" "}
              {counted(
                preview.data.records.reduce((sum, table) => sum + table.rows, 0),
                "record",
              )}{" "}
              and {counted(preview.data.derivedRows, "row")} the store made from them
              {preview.data.staleRuns > 0 ? "; the networks found with them become stale" : ""}.
            </p>
            <dl className={styles.leaving}>
              {preview.data.records.map((table) => (
                <div key={table.table}>
                  <dt>
                    <code>{table.table}</code>
                  </dt>
                  <dd>{grouped(table.rows)}</dd>
                </div>
              ))}
            </dl>
          </div>
        )}
        {undo.isError ? <Notice tone="counter">{errorAdvice(undo.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
