"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type ChangeEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { Sentence } from "@/components/ui/Sentence";
import { TextArea, TextInput } from "@/components/ui/TextInput";
import { errorAdvice } from "@/components/ui/error-advice";
import { importRosterFile } from "@/lib/client/roster";
import { counted, grouped } from "@/lib/core/format";
import type { RosterFileResult } from "@/lib/domain/roster-view";
import styles from "./roster.module.css";

const TEXT_LENGTH_MAX = 900_000;
const REJECTS_SHOWN = 50;

function Result({ result }: { result: RosterFileResult }) {
  return (
    <div>
      <p>
        {counted(result.added, "new entry", "new entries")}, {grouped(result.replaced)} replaced,{" "}
        {grouped(result.unchanged)} unchanged, {grouped(result.rejects.length)} set aside.
      </p>
      {result.rejects.length === 0 ? null : (
        <ul className={styles.rejects} aria-label="Rows set aside">
          {result.rejects.slice(0, REJECTS_SHOWN).map((reject) => (
            <li key={`${reject.row} ${reject.column}`}>
              row {grouped(reject.row)}
              {reject.column === "" ? "" : `, ${reject.column}`}: <Sentence>{reject.reason}</Sentence>
            </li>
          ))}
          {result.rejects.length > REJECTS_SHOWN ? (
            <li>
              showing {grouped(REJECTS_SHOWN)} of {grouped(result.rejects.length)}
            </li>
          ) : null}
        </ul>
      )}
    </div>
  );
}

/** A roster file, chosen or pasted: checked first, then brought in. */
export function ImportDialog({
  onDone,
  onClose,
}: {
  onDone: (result: RosterFileResult) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState("");
  const [tooLarge, setTooLarge] = useState(false);
  const check = useMutation({ networkMode: "always", mutationFn: () => importRosterFile(text, true) });
  const bring = useMutation({
    networkMode: "always",
    mutationFn: () => importRosterFile(text, false),
    onSuccess: (result) => {
      onDone(result);
      onClose();
    },
  });
  const change = (next: string): void => {
    setTooLarge(next.length > TEXT_LENGTH_MAX);
    setText(next.slice(0, TEXT_LENGTH_MAX));
    check.reset();
    bring.reset();
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (file !== undefined) change(await file.slice(0, TEXT_LENGTH_MAX * 4).text());
  };
  const checked = check.data;
  const nothing = checked !== undefined && checked.added + checked.replaced === 0;
  const error = check.error ?? bring.error;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Import a roster file"
      description="CSV with a header: cidr_or_value, kind and class; capacity and note where you have them. An entry for the same value takes the place of the one here."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {checked === undefined ? (
            <Button
              variant="primary"
              busy={check.isPending}
              disabled={text.trim() === "" || tooLarge}
              onClick={() => check.mutate()}
            >
              Check
            </Button>
          ) : (
            <Button
              variant="primary"
              busy={bring.isPending}
              disabled={nothing}
              onClick={() => bring.mutate()}
            >
              {nothing ? "Nothing to bring in" : `Bring in ${grouped(checked.added + checked.replaced)}`}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.form}>
        <Field label="File" optional>
          {(control) => (
            <TextInput
              {...control}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => void choose(event)}
            />
          )}
        </Field>
        <Field
          label="Or paste it"
          error={tooLarge ? "This is too large for here: bring it as an import under Sources." : null}
        >
          {(control) => (
            <TextArea
              {...control}
              className={styles.paste}
              spellCheck={false}
              placeholder={
                "cidr_or_value,kind,class,capacity,note\n240.3.0.0/16,ip,cgnat,2000,published by the carrier"
              }
              value={text}
              onChange={(event) => change(event.target.value)}
            />
          )}
        </Field>
        {checked === undefined ? null : <Result result={checked} />}
        {error === null ? null : <Notice tone="counter">{errorAdvice(error).text}</Notice>}
      </div>
    </Dialog>
  );
}
