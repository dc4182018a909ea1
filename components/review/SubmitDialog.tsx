"use client";

import { useRef, useState } from "react";
import { WriteError } from "@/components/case/WriteError";
import { useDialogFocus } from "@/components/case/use-dialog-focus";
import { openHints } from "@/components/case/steps";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextArea } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { useSubmitCase } from "@/lib/client/case-mutations";
import { counted } from "@/lib/core/format";
import type { CaseView } from "@/lib/domain/case";

const REASON_LETTERS_MIN = 3;
const FORM_ID = "submit-case";

/** Asks for the reason and hands the case to review. */
export function SubmitDialog({
  view,
  open,
  onOpenChange,
}: {
  view: CaseView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const submitting = useSubmitCase(view.id);
  const toast = useToast();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useDialogFocus(area, open);
  const hints = openHints(view);
  const submit = (): void => {
    setTried(true);
    if (reason.trim().length < REASON_LETTERS_MIN || submitting.isPending) return;
    submitting.mutate(
      { reason: reason.trim(), version: view.version },
      {
        onSuccess: () => {
          setReason("");
          setTried(false);
          onOpenChange(false);
          toast(`${view.number} is in review`);
        },
      },
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Submit ${view.number} for review`}
      description={`${counted(view.claims.length, "claim")} on ${counted(view.subjects.length, "account")}. The case is read-only from now on; somebody else approves it or sends it back.`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={submitting.isPending}>
            {submitting.isPending ? "Submitting…" : "Submit for review"}
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        style={{ display: "contents" }}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {hints === 0 ? null : (
          <Notice tone="warn">
            {counted(hints, "language hint")} {hints === 1 ? "stands" : "stand"} beside the claims. You may
            submit all the same.
          </Notice>
        )}
        <Field
          label="Reason"
          hint="Why it is ready: what was checked, and what speaks against it."
          error={tried && reason.trim().length < REASON_LETTERS_MIN ? "A submission needs a reason." : null}
        >
          {(control) => (
            <TextArea
              {...control}
              ref={area}
              value={reason}
              maxLength={2_000}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <WriteError
          error={submitting.error}
          caseId={view.id}
          kept="Your reason is kept here."
          onLoaded={() => submitting.reset()}
        />
      </form>
    </Dialog>
  );
}
