"use client";

import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { Choice, TextArea, TextInput } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { usePlaceHold } from "@/lib/client/retention";
import { HOLD_SCOPES, type HoldScope } from "@/lib/domain/retention";
import styles from "./SettingsPage.module.css";

const FORM_ID = "place-hold";
const REASON_LETTERS_MIN = 3;

const SCOPE_WORDS: Record<HoldScope, { label: string; hint: string; object: string }> = {
  case: { label: "A case", hint: "every account that is a subject of it", object: "Case number" },
  account: { label: "An account", hint: "everything recorded of it", object: "Account id" },
  everything: { label: "Everything", hint: "no record of any class is removed", object: "" },
};

/** Places a hold: from the next table on, no removal touches what it covers. */
export function PlaceHoldDialog({ onClose }: { onClose: () => void }) {
  const place = usePlaceHold();
  const toast = useToast();
  const [scope, setScope] = useState<HoldScope>("case");
  const [objectId, setObjectId] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const needsObject = scope !== "everything";
  const objectMissing = needsObject && objectId.trim() === "";
  const reasonMissing = reason.trim().length < REASON_LETTERS_MIN;
  const submit = (): void => {
    setTried(true);
    if (objectMissing || reasonMissing || place.isPending) return;
    place.mutate(
      { scope, objectId: needsObject ? objectId.trim() : "", reason: reason.trim() },
      {
        onSuccess: (placed) => {
          toast(
            placed.removalUnderWay
              ? "Hold placed. A retention run was under way: see its counts for what had gone by then."
              : "Hold placed",
          );
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
      title="Place a hold"
      description="Nothing it covers is removed, whatever the days, until it is lifted."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={place.isPending}>
            Place hold
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
        <fieldset className={styles.scopes}>
          <legend>What is held</legend>
          {HOLD_SCOPES.toReversed().map((choice) => (
            <Choice
              key={choice}
              type="radio"
              name="scope"
              label={SCOPE_WORDS[choice].label}
              hint={SCOPE_WORDS[choice].hint}
              checked={scope === choice}
              onChange={() => setScope(choice)}
            />
          ))}
        </fieldset>
        {needsObject ? (
          <Field
            label={SCOPE_WORDS[scope].object}
            error={tried && objectMissing ? `Name the ${scope} that is to be held.` : null}
          >
            {(control) => (
              <TextInput
                {...control}
                mono
                autoComplete="off"
                maxLength={256}
                value={objectId}
                onChange={(event) => setObjectId(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <Field label="Reason" error={tried && reasonMissing ? "A hold needs a reason." : null}>
          {(control) => (
            <TextArea
              {...control}
              maxLength={1_000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {place.isError ? <Notice tone="counter">{errorAdvice(place.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
