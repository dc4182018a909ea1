"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextInput } from "@/components/ui/TextInput";
import { errorAdvice } from "@/components/ui/error-advice";
import { addRosterEntry } from "@/lib/client/roster";
import type { RosterView } from "@/lib/domain/roster-view";
import { capacityOf, EntryFields, type EntryDraft } from "./EntryFields";
import styles from "./roster.module.css";

const FORM_ID = "roster-add-form";

/** One entry, typed by hand. */
export function AddEntryDialog({
  kinds,
  onAdded,
  onClose,
}: {
  kinds: RosterView["kinds"];
  onAdded: () => void;
  onClose: () => void;
}) {
  const [kind, setKind] = useState("ip");
  const [value, setValue] = useState("");
  const [draft, setDraft] = useState<EntryDraft>({ class: "cgnat", capacity: "", note: "" });
  const capacity = capacityOf(draft.capacity);
  const add = useMutation({
    networkMode: "always",
    mutationFn: addRosterEntry,
    onSuccess: () => {
      onAdded();
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (capacity !== undefined)
      add.mutate({ cidrOrValue: value.trim(), kind, class: draft.class, capacity, note: draft.note.trim() });
  };
  const isAddress = kind === "ip" || kind === "ip_range";
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Add to the roster"
      description="What many people share says little about any of them. An entry weakens links, it never makes one."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM_ID}
            variant="primary"
            busy={add.isPending}
            disabled={capacity === undefined || value.trim() === ""}
          >
            Add entry
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={submit}>
        <Field label="Kind">
          {(control) => (
            <select
              {...control}
              className={styles.select}
              value={kind}
              onChange={(event) => setKind(event.target.value)}
            >
              {kinds
                .filter((option) => option.kind !== "ip_range")
                .map((option) => (
                  <option key={option.kind} value={option.kind}>
                    {option.kind === "ip" ? "IP address or range" : option.kindLabel}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <Field
          label={isAddress ? "Address or range" : "Value"}
          hint={
            isAddress
              ? "Such as 240.3.0.0/16, 240.3.1.9 or 2001:db8::/32."
              : "Exactly as it is in the records."
          }
        >
          {(control) => (
            <TextInput
              {...control}
              mono
              required
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
        <EntryFields draft={draft} onChange={setDraft} />
        {add.isError ? <Notice tone="counter">{errorAdvice(add.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
