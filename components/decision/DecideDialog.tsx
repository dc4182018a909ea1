"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { shortLabel } from "@/components/graph/label";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { Choice, TextArea, TextInput } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { makeDecision } from "@/lib/client/decisions";
import { VERDICTS, type Verdict } from "@/lib/domain/decision";
import {
  DECISION_REASON_LENGTH_MAX,
  DECISION_REASON_LENGTH_MIN,
  VERDICT_LABEL,
} from "@/lib/domain/decision-view";
import styles from "./decision.module.css";
import { refusalText } from "./refusal-text";
import { useAfterDecision } from "./use-after-decision";

const MEANING: Record<Verdict, string> = {
  must_link: "One network holds both, whatever their bits.",
  cannot_link: "No network holds both, not even by way of other accounts.",
};

/** Asks what a person decides of two accounts, and why. Without a pair it asks for the accounts too. */
export function DecideDialog({
  pair,
  accountA: given = "",
  suggestions = [],
  onClose,
}: {
  pair?: { accountA: string; accountB: string };
  /** Filled in where no pair is given. */
  accountA?: string;
  /** Accounts that are likely to be meant. */
  suggestions?: readonly string[];
  onClose: () => void;
}) {
  const formId = useId();
  const listId = useId();
  const toast = useToast();
  const afterDecision = useAfterDecision();
  const [accountA, setAccountA] = useState(pair?.accountA ?? given);
  const [accountB, setAccountB] = useState(pair?.accountB ?? "");
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const deciding = useMutation({
    networkMode: "always",
    mutationFn: makeDecision,
    onSuccess: () => {
      toast("Decided; the networks are stale until they are resolved again");
      afterDecision();
      onClose();
    },
  });
  const written = reason.trim();
  const [first, second] = [accountA.trim(), accountB.trim()];
  const problem = {
    accountA: first === "" ? "Name an account." : null,
    accountB: second === "" ? "Name an account." : second === first ? "Name another account." : null,
    verdict: verdict === null ? "Choose one." : null,
    reason:
      written.length < DECISION_REASON_LENGTH_MIN
        ? `Say why, in at least ${DECISION_REASON_LENGTH_MIN} characters.`
        : null,
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (verdict === null || Object.values(problem).some((text) => text !== null)) return;
    deciding.mutate({ accountA: first, accountB: second, verdict, reason: written });
  };
  const shown = (text: string | null): string | null => (tried ? text : null);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Decide on two accounts"
      description={
        pair === undefined ? (
          "What you decide holds for the engine, whatever the records say, until somebody withdraws it."
        ) : (
          <>
            <bdi className={styles.mono}>{shortLabel(pair.accountA, 26)}</bdi> and{" "}
            <bdi className={styles.mono}>{shortLabel(pair.accountB, 26)}</bdi>. What you decide holds for the
            engine, whatever the records say, until somebody withdraws it.
          </>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={deciding.isPending}>
            Decide
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        {pair === undefined ? (
          <div className={styles.pair}>
            <Field label="Account" error={shown(problem.accountA)}>
              {(control) => (
                <TextInput
                  {...control}
                  mono
                  autoComplete="off"
                  list={listId}
                  value={accountA}
                  onChange={(event) => setAccountA(event.target.value)}
                />
              )}
            </Field>
            <Field label="Other account" error={shown(problem.accountB)}>
              {(control) => (
                <TextInput
                  {...control}
                  mono
                  autoComplete="off"
                  list={listId}
                  value={accountB}
                  onChange={(event) => setAccountB(event.target.value)}
                />
              )}
            </Field>
            <datalist id={listId}>
              {suggestions.map((accountId) => (
                <option key={accountId} value={accountId}>
                  {accountId}
                </option>
              ))}
            </datalist>
          </div>
        ) : null}
        <fieldset className={styles.verdicts}>
          <legend>They</legend>
          {VERDICTS.map((each) => (
            <Choice
              key={each}
              type="radio"
              name="verdict"
              label={VERDICT_LABEL[each]}
              hint={MEANING[each]}
              checked={verdict === each}
              onChange={() => setVerdict(each)}
            />
          ))}
          {shown(problem.verdict) === null ? null : (
            <p role="alert" className={styles.problem}>
              {problem.verdict}
            </p>
          )}
        </fieldset>
        <Field
          label="Why"
          hint="Kept on record, and shown to everybody who sees one of the accounts."
          error={shown(problem.reason)}
        >
          {(control) => (
            <TextArea
              {...control}
              value={reason}
              maxLength={DECISION_REASON_LENGTH_MAX}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {deciding.isError ? <Notice tone="counter">{refusalText(deciding.error)}</Notice> : null}
      </form>
    </Dialog>
  );
}
