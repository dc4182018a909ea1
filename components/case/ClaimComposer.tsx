"use client";

import { useDeferredValue, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { TextArea } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { useAddClaim } from "@/lib/client/case-mutations";
import type { CaseView } from "@/lib/domain/case";
import { FIGURE_LABEL, unknownFigures } from "@/lib/domain/figures";
import type { SharedIdentifier } from "@/lib/domain/network";
import styles from "./ClaimComposer.module.css";
import { EvidenceChip } from "./EvidenceChip";
import { LanguageMargin } from "./LanguageMargin";
import { WriteError } from "./WriteError";
import { evidenceKey } from "./evidence-ref";
import { figureParts } from "./figure-parts";
import { languageHints } from "./language";
import type { ClaimDraft } from "./use-claim-draft";

const CLAIM_CHARACTERS_MIN = 8;
const CLAIM_CHARACTERS_MAX = 2_000;

/** Writes one claim: a sentence whose numbers are figures, resting on at least one piece of evidence. */
export function ClaimComposer({
  view,
  draft,
  shared,
}: {
  view: CaseView;
  draft: ClaimDraft;
  shared: readonly SharedIdentifier[];
}) {
  const add = useAddClaim(view.id);
  const toast = useToast();
  const area = useRef<HTMLTextAreaElement>(null);
  const [tried, setTried] = useState(false);
  const settled = useDeferredValue(draft.text);
  const hints = languageHints(settled, view.figures);
  const unknown = unknownFigures(draft.text);
  const textError =
    unknown.length > 0
      ? `There is no figure called ${unknown.map((name) => `{{${name}}}`).join(", ")}. Pick one from the list below.`
      : tried && draft.text.trim().length < CLAIM_CHARACTERS_MIN
        ? "Write the sentence first."
        : null;
  const evidenceMissing = draft.evidence.length === 0;

  const insertFigure = (name: string): void => {
    const at = area.current?.selectionStart ?? draft.text.length;
    const end = area.current?.selectionEnd ?? at;
    const before = draft.text.slice(0, at);
    const placeholder = `${before === "" || /\s$/.test(before) ? "" : " "}{{${name}}}`;
    draft.setText(before + placeholder + draft.text.slice(end));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at + placeholder.length, at + placeholder.length);
    });
  };
  const submit = (): void => {
    setTried(true);
    if (
      draft.text.trim().length < CLAIM_CHARACTERS_MIN ||
      unknown.length > 0 ||
      evidenceMissing ||
      add.isPending
    )
      return;
    add.mutate(
      { text: draft.text.trim(), evidence: draft.evidence, version: view.version },
      {
        onSuccess: (next) => {
          draft.clear();
          setTried(false);
          toast(`Claim ${next.claims.length} added`);
          area.current?.focus();
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
    <form
      className={styles.composer}
      aria-label="New claim"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles.columns}>
        <div className={styles.writing}>
          <Field
            label="New claim"
            hint="One sentence. Take numbers from the figures below: those are counted, and counted again for the packet."
            error={textError}
          >
            {(control) => (
              <TextArea
                {...control}
                ref={area}
                value={draft.text}
                maxLength={CLAIM_CHARACTERS_MAX}
                onChange={(event) => draft.setText(event.target.value)}
                onKeyDown={onKeyDown}
                placeholder="The {{accounts}} accounts were paid from {{payment_instruments}} payment instruments …"
              />
            )}
          </Field>
          <fieldset className={styles.figures} aria-label="Insert a figure">
            {Object.entries(FIGURE_LABEL).map(([name, label]) => (
              <button
                key={name}
                type="button"
                className={styles.figure}
                title={`Insert {{${name}}}: ${label}`}
                onClick={() => insertFigure(name)}
              >
                <span className={styles.figureName}>{label}</span>
                <span className={styles.figureValue}>{view.figures[name] ?? "not counted"}</span>
              </button>
            ))}
          </fieldset>
        </div>
        <aside aria-label="Language">
          <p className={styles.marginTitle}>Language</p>
          {hints.length === 0 ? (
            <p className={styles.marginNone}>
              {settled.trim() === "" ? "Hints appear here as you write." : "Nothing to mark."}
            </p>
          ) : (
            <LanguageMargin hints={hints} />
          )}
        </aside>
      </div>
      {draft.text.trim() === "" ? null : (
        <div className={styles.preview}>
          <span className={styles.label}>Reads as</span>
          <p>
            <bdi>
              {figureParts(draft.text, view.figures).map((part, index) =>
                part.figure === undefined ? (
                  <span key={index}>{part.text}</span>
                ) : (
                  <mark key={index} className={styles.counted} title={FIGURE_LABEL[part.figure]}>
                    {part.text}
                  </mark>
                ),
              )}
            </bdi>
          </p>
        </div>
      )}
      <div className={styles.evidence}>
        <span className={styles.label}>Rests on</span>
        <div className={styles.chips} aria-live="polite">
          {evidenceMissing ? (
            <span className={tried ? styles.missing : styles.hint} role={tried ? "alert" : undefined}>
              Nothing attached yet. Choose at least one row of the evidence tray.
            </span>
          ) : (
            draft.evidence.map((ref) => (
              <EvidenceChip
                key={evidenceKey(ref)}
                evidence={ref}
                shared={shared}
                network={{ id: view.networkId, label: view.networkLabel }}
                onRemove={() => draft.toggle(ref)}
              />
            ))
          )}
        </div>
      </div>
      <WriteError
        error={add.error}
        caseId={view.id}
        kept="Your claim is kept here."
        onLoaded={() => {
          add.reset();
          area.current?.focus();
        }}
      />
      <div className={styles.actions}>
        <span className={styles.hint}>Ctrl + Enter adds it</span>
        <Button type="submit" variant="primary" busy={add.isPending}>
          {add.isPending ? "Adding…" : "Add claim"}
        </Button>
      </div>
    </form>
  );
}
