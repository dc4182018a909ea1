"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { cleanText } from "@/components/graph/label";
import { Facts } from "@/components/graph/inspector/Section";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Notice } from "@/components/ui/Notice";
import { errorAdvice } from "@/components/ui/error-advice";
import { decideCandidate } from "@/lib/client/roster";
import type { RosterCandidate } from "@/lib/domain/roster-candidate";
import { AddressOriginLine } from "./AddressOriginLine";
import { capacityOf, EntryFields, type EntryDraft } from "./EntryFields";
import { candidateFacts } from "./candidate-facts";
import styles from "./roster.module.css";

const FORM_ID = "roster-accept-form";

/** The figures of a proposal, and the entry it would become. */
export function AcceptDialog({
  candidate,
  onAccepted,
  onClose,
}: {
  candidate: RosterCandidate;
  onAccepted: () => void;
  onClose: () => void;
}) {
  const [draft, setDraft] = useState<EntryDraft>({
    class: candidate.entry.class,
    capacity: String(candidate.entry.capacity),
    note: "",
  });
  const capacity = capacityOf(draft.capacity);
  const accept = useMutation({
    networkMode: "always",
    mutationFn: decideCandidate,
    onSuccess: () => {
      onAccepted();
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (capacity === undefined) return;
    accept.mutate({
      kind: candidate.kind,
      value: candidate.value,
      decision: "accepted",
      class: draft.class,
      capacity,
      note: draft.note.trim(),
    });
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Put ${cleanText(candidate.display)} on the roster`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM_ID}
            variant="primary"
            busy={accept.isPending}
            disabled={capacity === undefined}
          >
            Accept
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.accept} onSubmit={submit}>
        <div className={styles.form}>
          <EntryFields draft={draft} onChange={setDraft} />
        </div>
        <div>
          <Facts
            rows={[
              ...(candidate.origin === null
                ? []
                : ([["network", <AddressOriginLine key="origin" origin={candidate.origin} />]] as const)),
              ...candidateFacts(candidate),
            ]}
          />
        </div>
        {candidate.mixed ? (
          <div className={styles.across}>
            <Notice tone="warn">
              Most accounts on it are in a network. Strangers use it too, so it is shared; but an entry also
              weakens what it says of that network.
            </Notice>
          </div>
        ) : null}
        {accept.isError ? (
          <div className={styles.across}>
            <Notice tone="counter">{errorAdvice(accept.error).text}</Notice>
          </div>
        ) : null}
      </form>
    </Dialog>
  );
}
