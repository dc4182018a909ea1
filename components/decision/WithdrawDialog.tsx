"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextArea } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { withdrawDecision } from "@/lib/client/decisions";
import { DECISION_REASON_LENGTH_MAX, DECISION_REASON_LENGTH_MIN } from "@/lib/domain/decision-view";
import styles from "./decision.module.css";
import { refusalText } from "./refusal-text";
import { useAfterDecision } from "./use-after-decision";

/** Asks why a decision no longer holds. */
export function WithdrawDialog({ decisionId, onClose }: { decisionId: string; onClose: () => void }) {
  const formId = useId();
  const toast = useToast();
  const afterDecision = useAfterDecision();
  const [reason, setReason] = useState("");
  const withdrawing = useMutation({
    networkMode: "always",
    mutationFn: () => withdrawDecision(decisionId, reason.trim()),
    onSuccess: () => {
      toast("Withdrawn; the networks are stale until they are resolved again");
      afterDecision();
      onClose();
    },
  });
  const ready = reason.trim().length >= DECISION_REASON_LENGTH_MIN;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) withdrawing.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Withdraw the decision"
      description="The decision and both reasons stay on record; the engine judges the pair by itself again."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="danger" busy={withdrawing.isPending} disabled={!ready}>
            Withdraw
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit}>
        <Field
          label="Why does it no longer hold?"
          hint={`At least ${DECISION_REASON_LENGTH_MIN} characters; kept on record.`}
        >
          {(control) => (
            <TextArea
              {...control}
              required
              value={reason}
              maxLength={DECISION_REASON_LENGTH_MAX}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {withdrawing.isError ? <Notice tone="counter">{refusalText(withdrawing.error)}</Notice> : null}
      </form>
    </Dialog>
  );
}
