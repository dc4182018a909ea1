"use client";

import { useState, type KeyboardEvent } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Field } from "@/components/ui/Field";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TextArea } from "@/components/ui/TextInput";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { useToast } from "@/components/ui/Toast";
import { useAddNote } from "@/lib/client/case-mutations";
import { counted } from "@/lib/core/format";
import type { CaseView } from "@/lib/domain/case";
import styles from "./NotesStep.module.css";
import { WriteError } from "./WriteError";

const NOTE_CHARACTERS_MAX = 8_000;

/**
 * The working notes, oldest first, with author and time. They are no part of what is approved, so an
 * investigator may add one at any stage. The text lives with the page, so that a
 * change of step keeps it.
 */
export function NotesStep({
  view,
  text,
  setText,
}: {
  view: CaseView;
  text: string;
  setText: (text: string) => void;
}) {
  const add = useAddNote(view.id);
  const mayWrite = useHasRole("investigator");
  const toast = useToast();
  const [tried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    if (text.trim() === "" || add.isPending) return;
    add.mutate(
      { text: text.trim() },
      {
        onSuccess: () => {
          setText("");
          setTried(false);
          toast("Note added");
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };
  return (
    <Panel
      title="Notes"
      note={`${counted(view.notes.length, "note")} · what was looked at, asked and ruled out`}
    >
      {view.notes.length === 0 ? (
        <EmptyState title="No note yet">
          {mayWrite
            ? "Write down what you looked at and what you ruled out: a reviewer reads it after you."
            : "Nobody has written one."}
        </EmptyState>
      ) : (
        <ol className={styles.notes}>
          {view.notes.map((note) => (
            <li key={note.id} className={styles.note}>
              <p className={styles.by}>
                <strong>
                  <Sentence>{note.authorName}</Sentence>
                </strong>
                <TimeUtc ms={note.createdAtMs} />
              </p>
              <p className={styles.text}>
                <Sentence>{note.text}</Sentence>
              </p>
            </li>
          ))}
        </ol>
      )}
      {mayWrite ? (
        <form
          className={styles.form}
          aria-label="New note"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Field label="New note" error={tried && text.trim() === "" ? "Write the note first." : null}>
            {(control) => (
              <TextArea
                {...control}
                value={text}
                maxLength={NOTE_CHARACTERS_MAX}
                onChange={(event) => setText(event.target.value)}
                onKeyDown={onKeyDown}
              />
            )}
          </Field>
          <WriteError
            error={add.error}
            caseId={view.id}
            kept="Your note is kept here."
            onLoaded={() => add.reset()}
          />
          <div className={styles.actions}>
            <span className={styles.hint}>Ctrl + Enter adds it</span>
            <Button type="submit" variant="primary" busy={add.isPending}>
              {add.isPending ? "Adding…" : "Add note"}
            </Button>
          </div>
        </form>
      ) : null}
    </Panel>
  );
}
