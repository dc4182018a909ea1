"use client";

import { useRef, useState } from "react";
import { WriteError } from "@/components/case/WriteError";
import { useDialogFocus } from "@/components/case/use-dialog-focus";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextArea } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { useReviewCase } from "@/lib/client/case-mutations";
import { counted } from "@/lib/core/format";
import type { CaseView } from "@/lib/domain/case";
import styles from "./DecisionDialog.module.css";

const REASON_LETTERS_MIN = 3;
const FORM_ID = "decide-case";

/**
 * Approves or sends back exactly the content whose hash the dialog was opened on. Where the case
 * changes behind it, the decision stops until the reader has seen the newest.
 */
export function DecisionDialog({
  view,
  decision,
  contentHash,
  onClose,
}: {
  view: CaseView;
  decision: "approved" | "sent_back";
  /** What the reader saw when choosing to decide. */
  contentHash: string;
  onClose: () => void;
}) {
  const deciding = useReviewCase(view.id);
  const toast = useToast();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useDialogFocus(area, true);
  const changed = view.contentHash !== contentHash;
  const approves = decision === "approved";
  const submit = (): void => {
    setTried(true);
    if (reason.trim().length < REASON_LETTERS_MIN || changed || deciding.isPending) return;
    deciding.mutate(
      { decision, reason: reason.trim(), contentHash },
      {
        onSuccess: () => {
          toast(`${view.number} ${approves ? "approved" : "sent back"}`);
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
      title={approves ? `Approve ${view.number}` : `Send ${view.number} back`}
      description={
        approves
          ? `You approve ${counted(view.claims.length, "claim")} on ${counted(view.subjects.length, "account")}, exactly as hashed below. Any later change voids it.`
          : "The case opens for editing again, and your reason stands at its top."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM_ID}
            variant={approves ? "primary" : "danger"}
            busy={deciding.isPending}
            disabled={changed}
          >
            {deciding.isPending ? "Saving…" : approves ? "Approve" : "Send back"}
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
        <div>
          <p className={styles.label}>SHA-256 of the content</p>
          <code className={styles.hash} data-testid="content-hash">
            {contentHash}
          </code>
        </div>
        {changed ? (
          <Notice tone="warn">
            <strong>The case changed since you opened this.</strong> Close, read it again, and decide on the
            newest. Its hash is now <code className={styles.hash}>{view.contentHash}</code>
          </Notice>
        ) : null}
        <Field
          label="Reason"
          error={tried && reason.trim().length < REASON_LETTERS_MIN ? "A decision needs a reason." : null}
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
          error={deciding.error}
          caseId={view.id}
          kept="Your reason is kept here."
          onLoaded={() => deciding.reset()}
        />
      </form>
    </Dialog>
  );
}
