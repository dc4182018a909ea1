"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextArea } from "@/components/ui/TextInput";
import { errorAdvice } from "@/components/ui/error-advice";
import styles from "./roster.module.css";

const FORM_ID = "roster-reason-form";
const REASON_LENGTH_MIN = 3;

/** Asks why before something is taken off the roster or turned down. */
export function ReasonDialog({
  title,
  description,
  label,
  action,
  onReason,
  onDone,
  onClose,
}: {
  title: string;
  description: ReactNode;
  label: string;
  action: string;
  onReason: (reason: string) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const write = useMutation({
    networkMode: "always",
    mutationFn: () => onReason(reason.trim()),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const ready = reason.trim().length >= REASON_LENGTH_MIN;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) write.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="danger" busy={write.isPending} disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={submit}>
        <Field label={label} hint="Kept on record, and shown to everybody who sees the roster.">
          {(control) => (
            <TextArea
              {...control}
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {write.isError ? <Notice tone="counter">{errorAdvice(write.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
