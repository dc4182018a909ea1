"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Button } from "@/components/ui/Button";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { cancelImport, resumeImport } from "@/lib/client/imports";
import { queryKeys } from "@/lib/client/query-keys";
import type { ImportRecord } from "@/lib/domain/import";
import styles from "./source.module.css";
import { UndoDialog } from "./UndoDialog";

/** What may be done with an import in its present state by the one who looks. */
export function ImportActions({ record }: { record: ImportRecord }) {
  const client = useQueryClient();
  const toast = useToast();
  const mayRun = useHasRole("investigator", "admin");
  const mayUndo = useHasRole("manager", "admin");
  const [undoing, setUndoing] = useState(false);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: queryKeys.imports });
  const onError = (error: Error): void => toast(errorAdvice(error).text, "counter");
  const cancel = useMutation({
    mutationFn: () => cancelImport(record.id),
    networkMode: "always",
    onSuccess: async () => {
      toast("The import is being called off");
      await again();
    },
    onError,
  });
  const resume = useMutation({
    mutationFn: () => resumeImport(record.id),
    networkMode: "always",
    onSuccess: again,
    onError,
  });
  const { status } = record;
  return (
    <div className={styles.actions} data-above-row>
      {mayRun && status === "interrupted" ? (
        <Button size="small" busy={resume.isPending} onClick={() => resume.mutate()}>
          Go on
        </Button>
      ) : null}
      {mayRun && (status === "running" || status === "interrupted") ? (
        <Button
          size="small"
          busy={cancel.isPending || (cancel.isSuccess && status === "running")}
          onClick={() => cancel.mutate()}
        >
          {cancel.isSuccess && status === "running" ? "Calling off" : "Cancel"}
        </Button>
      ) : null}
      {mayUndo && status === "complete" ? (
        <Button size="small" variant="quiet" onClick={() => setUndoing(true)}>
          Undo…
        </Button>
      ) : null}
      {undoing ? <UndoDialog record={record} onClose={() => setUndoing(false)} /> : null}
    </div>
  );
}
