"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { errorAdvice } from "@/components/ui/error-advice";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextArea, TextInput } from "@/components/ui/TextInput";
import { openCase } from "@/lib/client/cases";
import { queryKeys } from "@/lib/client/query-keys";

const TITLE_MAX = 200;
const PURPOSE_MAX = 2_000;

/** Asks for title and purpose, opens a case on the network and goes there. */
export function OpenCaseDialog({
  open,
  onOpenChange,
  networkId,
  networkLabel,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  networkId: string;
  networkLabel: string;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const formId = useId();
  const [title, setTitle] = useState("");
  const [purpose, setPurpose] = useState("");
  const [tried, setTried] = useState(false);
  const opening = useMutation({
    mutationFn: openCase,
    onSuccess: async (view) => {
      client.setQueryData(queryKeys.cases.one(view.id), view);
      await client.invalidateQueries({ queryKey: queryKeys.cases.list });
      router.push(`/cases/${encodeURIComponent(view.id)}`);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (title.trim() === "" || purpose.trim() === "") return;
    opening.mutate({ networkId, title: title.trim(), purpose: purpose.trim() });
  };
  const missing = (text: string, sentence: string): string | null =>
    tried && text.trim() === "" ? sentence : null;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={networkLabel === "" ? "Open a case" : `Open a case on ${networkLabel}`}
      description="The core members as they are now become the case’s subjects (all members where none is core). Nothing leaves the desk before a second person has approved it."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={opening.isPending}>
            Open the case
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate style={{ display: "grid", gap: "var(--space-3)" }}>
        <Field label="Title" error={missing(title, "Give the case a title.")}>
          {(control) => (
            <TextInput
              {...control}
              name="title"
              value={title}
              maxLength={TITLE_MAX}
              autoComplete="off"
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Purpose"
          hint="Why these accounts may be looked into: the alert, tip or policy this follows from. It is kept in the audit log."
          error={missing(purpose, "Say what the case is for.")}
        >
          {(control) => (
            <TextArea
              {...control}
              name="purpose"
              value={purpose}
              maxLength={PURPOSE_MAX}
              onChange={(event) => setPurpose(event.target.value)}
            />
          )}
        </Field>
        {opening.isError ? (
          <Notice tone="counter">
            {errorAdvice(opening.error).title}. {errorAdvice(opening.error).text}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
