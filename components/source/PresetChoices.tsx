"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/IconButton";
import { Panel } from "@/components/ui/Panel";
import { Choice } from "@/components/ui/TextInput";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { removePreset } from "@/lib/client/presets";
import { queryKeys } from "@/lib/client/query-keys";
import { counted } from "@/lib/core/format";
import type { PresetChoice, UploadInspection } from "@/lib/domain/upload";
import styles from "./mapping.module.css";

/** By which preset the files are read; "" stands for a mapping by hand. */
export const BY_HAND = "";

function hintOf(preset: PresetChoice, inspection: UploadInspection): string {
  const all = inspection.files.length;
  const reads =
    preset.reads.length === all
      ? all === 1
        ? "reads the file"
        : `reads all ${all} files`
      : preset.reads.length === 0
        ? "reads none of these files by their names"
        : `reads ${preset.reads.length} of ${counted(all, "file")}; the rest are passed over`;
  const suggested = preset.name === inspection.suggested ? "looks right: " : "";
  const saved = preset.saved === null ? "" : `, saved by ${preset.saved.byName}`;
  return `${suggested}${reads}${saved}`;
}

/** What the files are: a preset that fits, one somebody saved, or columns mapped by hand. */
export function PresetChoices({
  uploadId,
  inspection,
  chosen,
  onChoose,
}: {
  uploadId: string;
  inspection: UploadInspection;
  chosen: string;
  onChoose: (preset: string) => void;
}) {
  const client = useQueryClient();
  const toast = useToast();
  const remove = useMutation({
    mutationFn: removePreset,
    networkMode: "always",
    onSuccess: async () => {
      onChoose(BY_HAND);
      await client.invalidateQueries({ queryKey: queryKeys.uploads.inspection(uploadId) });
    },
    onError: (error) => toast(errorAdvice(error).text, "counter"),
  });
  const fitting = inspection.presets.filter((preset) => preset.reads.length > 0);
  const others = inspection.presets.filter((preset) => preset.reads.length === 0);
  const choiceOf = (preset: PresetChoice) => {
    const { saved } = preset;
    return (
      <div key={preset.name} className={styles.preset}>
        <Choice
          type="radio"
          name="preset"
          label={preset.label}
          hint={hintOf(preset, inspection)}
          disabled={preset.reads.length === 0}
          checked={chosen === preset.name}
          onChange={() => onChoose(preset.name)}
        />
        {saved === null ? null : (
          <IconButton
            label={`Remove the preset ${preset.label}`}
            size="small"
            disabled={remove.isPending}
            onClick={() => remove.mutate(saved.id)}
          >
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
    );
  };
  return (
    <Panel title="What are they?">
      <fieldset className={styles.presets}>
        <legend className="visually-hidden">What are they?</legend>
        {fitting.map(choiceOf)}
        <Choice
          type="radio"
          name="preset"
          label="Map the columns by hand"
          hint="say for each file what it holds and which column is which"
          checked={chosen === BY_HAND}
          onChange={() => onChoose(BY_HAND)}
        />
      </fieldset>
      {others.length === 0 ? null : (
        <details className={styles.more}>
          <summary>{counted(others.length, "preset")} for other files</summary>
          {others.map(choiceOf)}
        </details>
      )}
    </Panel>
  );
}
