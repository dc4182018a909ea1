"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { useToast } from "@/components/ui/Toast";
import { errorAdvice } from "@/components/ui/error-advice";
import { ApiError } from "@/lib/client/api-error";
import { caseQuery } from "@/lib/client/cases";
import { queryKeys } from "@/lib/client/query-keys";
import { asSentence } from "./as-sentence";

/**
 * Why a write was refused. After a conflict nothing typed is lost: the newest case is loaded around
 * it and the write can be tried again.
 */
export function WriteError({
  error,
  caseId,
  kept,
  onLoaded,
}: {
  error: Error | null;
  caseId: string;
  /** What is still there, for the reader's peace: "Your claim is kept." */
  kept: string;
  /** Clears the error once the newest case is there. */
  onLoaded: () => void;
}) {
  const client = useQueryClient();
  const toast = useToast();
  if (error === null) return null;
  const advice = errorAdvice(error);
  if (!(error instanceof ApiError) || error.code !== "conflict") {
    return (
      <Notice tone="counter">
        <strong>{advice.title}.</strong> {asSentence(advice.text)} {kept}
      </Notice>
    );
  }
  const load = async (): Promise<void> => {
    try {
      await client.fetchQuery({ ...caseQuery(caseId), staleTime: 0 });
      await client.invalidateQueries({ queryKey: queryKeys.cases.all });
      onLoaded();
      toast("The newest version is loaded");
    } catch (reason) {
      toast(asSentence(errorAdvice(reason).text), "counter");
    }
  };
  return (
    <Notice
      tone="warn"
      action={
        <Button size="small" onClick={() => void load()}>
          Load the newest
        </Button>
      }
    >
      <strong>The case changed in the meantime.</strong> {asSentence(error.message)} Nothing was saved over
      it. {kept}
    </Notice>
  );
}
