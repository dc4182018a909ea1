"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Notice } from "@/components/ui/Notice";
import { TextInput } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { savePreset } from "@/lib/client/presets";
import { queryKeys } from "@/lib/client/query-keys";
import type { InspectedFile } from "@/lib/domain/upload";
import { mappingOf, type FileDraft } from "./mapping-draft";
import styles from "./source.module.css";

const FORM_ID = "save-preset-form";

/** "usage-2026-05" → "usage": what the next export's name probably begins with as well. */
function beginningOf(stem: string): string {
  return /^(.*?[a-z])[-.][0-9][-0-9t.]*$/.exec(stem)?.[1] ?? stem;
}

/** Keeps a mapping under a name, for files whose names begin alike. */
export function SavePresetDialog({
  uploadId,
  files,
  onClose,
}: {
  uploadId: string;
  files: readonly { file: InspectedFile; draft: FileDraft }[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const toast = useToast();
  const read = files.filter(({ draft }) => draft.table !== null);
  const [name, setName] = useState("");
  const [stems, setStems] = useState<Record<string, string>>(() =>
    Object.fromEntries(read.map(({ file }) => [file.name, beginningOf(file.stem)])),
  );
  const save = useMutation({
    mutationFn: () =>
      savePreset(
        mappingOf(name.trim(), read, (file) => (stems[file.name] ?? file.stem).trim().toLowerCase()),
      ),
    networkMode: "always",
    onSuccess: async (saved) => {
      toast(`Saved as ${saved.name}`);
      await client.invalidateQueries({ queryKey: queryKeys.uploads.inspection(uploadId) });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Save as a preset"
      description="Everybody who may import finds it under What are they?"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={save.isPending}>
            Save preset
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={submit}>
        <Field label="Name">
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {read.map(({ file, draft }) => (
          <Field
            key={file.name}
            label={`${draft.table ?? ""}: read from files whose name begins with`}
            hint={`Like ${file.name}. After it comes nothing, or a part that begins with - or a dot.`}
          >
            {(control) => (
              <TextInput
                {...control}
                required
                mono
                maxLength={120}
                value={stems[file.name] ?? ""}
                onChange={(event) => setStems((present) => ({ ...present, [file.name]: event.target.value }))}
              />
            )}
          </Field>
        ))}
        {save.isError ? <Notice tone="counter">{errorAdvice(save.error).text}</Notice> : null}
      </form>
    </Dialog>
  );
}
