"use client";

import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextInput } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { useSetRule } from "@/lib/client/retention";
import { KEEP_DAYS_MAX, RECORD_CLASS_WORDS, type RetentionRuleRow } from "@/lib/domain/retention";
import styles from "./SettingsPage.module.css";

const FORM_ID = "keep-days";

/** Days as typed: null for "keep all", undefined for what is no number of days. */
function daysOf(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const days = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : 0;
  return days >= 1 && days <= KEEP_DAYS_MAX ? days : undefined;
}

/** Sets how long one class is kept. Shortening it removes records for good at the next run. */
export function KeepDaysDialog({ rule, onClose }: { rule: RetentionRuleRow; onClose: () => void }) {
  const words = RECORD_CLASS_WORDS[rule.recordClass];
  const setRule = useSetRule();
  const toast = useToast();
  const [text, setText] = useState(rule.keepDays === null ? "" : String(rule.keepDays));
  const days = daysOf(text);
  const submit = (): void => {
    if (days === undefined || setRule.isPending) return;
    setRule.mutate(
      { recordClass: rule.recordClass, keepDays: days },
      {
        onSuccess: () => {
          toast(`${words.label}: ${days === null ? "all kept" : `kept ${days} days`}`);
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
      title={`Keep ${words.label.toLowerCase()}`}
      description={words.sentence}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={setRule.isPending}>
            Save
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
        <Field
          label="Days"
          hint="Empty keeps all. What is older goes for good, unless a hold covers it: with the first run after these days have stood for a day."
          error={days === undefined ? `A whole number from 1 to ${KEEP_DAYS_MAX}, or nothing.` : null}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {setRule.isError ? <Notice tone="counter">{errorAdvice(setRule.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
