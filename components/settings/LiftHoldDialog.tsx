"use client";

import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextArea } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { useLiftHold } from "@/lib/client/retention";
import type { HoldRow } from "@/lib/domain/retention";
import styles from "./SettingsPage.module.css";

const FORM_ID = "lift-hold";
const REASON_LETTERS_MIN = 3;

/** Lifts a hold with a reason; it stays in the list. */
export function LiftHoldDialog({ hold, onClose }: { hold: HoldRow; onClose: () => void }) {
  const lift = useLiftHold();
  const toast = useToast();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = reason.trim().length < REASON_LETTERS_MIN;
  const submit = (): void => {
    setTried(true);
    if (missing || lift.isPending) return;
    lift.mutate(
      { id: hold.id, reason: reason.trim() },
      {
        onSuccess: () => {
          toast("Hold lifted");
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Lift the hold"
      description={`What is past its days and held by nothing else goes with the next run: ${hold.objectLabel}.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="danger" busy={lift.isPending}>
            Lift hold
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label="Reason" error={tried && missing ? "Lifting a hold needs a reason." : null}>
          {(control) => (
            <TextArea
              {...control}
              maxLength={1_000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {lift.isError ? <Notice tone="counter">{errorAdvice(lift.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
