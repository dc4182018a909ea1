"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { Choice, TextArea } from "@/components/ui/TextInput";
import { errorAdvice } from "@/components/ui/error-advice";
import { revealContact } from "@/lib/client/reveal";
import {
  REVEAL_PURPOSE_LABEL,
  REVEAL_PURPOSES,
  type ContactField,
  type RevealedContact,
  type RevealPurpose,
} from "@/lib/domain/retention";
import styles from "./account.module.css";

const FORM_ID = "reveal-form";
const REASON_LETTERS_MIN = 10;

const FIELD_WORDS: Record<ContactField, string> = { email: "e-mail address", phone: "phone number" };

/** Asks what a contact is needed for, and hands over what came: it is held here only while the dialog is open. */
export function RevealDialog({
  accountId,
  field,
  onClose,
  onRevealed,
}: {
  accountId: string;
  field: ContactField;
  onClose: () => void;
  onRevealed: (revealed: RevealedContact) => void;
}) {
  const [purpose, setPurpose] = useState<RevealPurpose | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const open = useRef(true);
  const close = (): void => {
    open.current = false;
    onClose();
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (purpose === null || reason.trim().length < REASON_LETTERS_MIN || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const revealed = await revealContact(accountId, { field, purpose, reason: reason.trim() });
      if (open.current) onRevealed(revealed);
    } catch (error) {
      setProblem(errorAdvice(error).text);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={`Reveal the ${FIELD_WORDS[field]}`}
      description="The audit log keeps that you did, the field and the kind of purpose. It keeps a fingerprint of your words, not the words."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={busy}>
            Reveal
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <fieldset className={styles.purposes}>
          <legend>Purpose</legend>
          {REVEAL_PURPOSES.map((choice) => (
            <Choice
              key={choice}
              type="radio"
              name="purpose"
              label={REVEAL_PURPOSE_LABEL[choice]}
              checked={purpose === choice}
              onChange={() => setPurpose(choice)}
            />
          ))}
        </fieldset>
        {tried && purpose === null ? <Notice tone="counter">Choose a purpose.</Notice> : null}
        <Field
          label="What for"
          hint="In your own words; write them into the case as well where they matter there."
          error={
            tried && reason.trim().length < REASON_LETTERS_MIN ? "Say in a few words what it is for." : null
          }
        >
          {(control) => (
            <TextArea
              {...control}
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {problem === null ? null : <Notice tone="counter">{problem}</Notice>}
      </form>
    </Dialog>
  );
}
