"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useHasRole } from "@/components/shell/ActorContext";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { errorAdvice } from "@/components/ui/error-advice";
import { queryKeys } from "@/lib/client/query-keys";
import { resolveQuery, startResolve } from "@/lib/client/resolve";

/**
 * Says that the networks no longer are what the records say, why, and offers to have them resolved;
 * while that runs, says so. Silent where the networks are fresh.
 */
export function StaleNotice() {
  const client = useQueryClient();
  const mayResolve = useHasRole("investigator", "admin");
  const { data: state } = useQuery(resolveQuery);
  const runId = state?.run?.id ?? null;
  const shownRun = useRef(runId);
  useEffect(() => {
    if (shownRun.current !== null && runId !== null && shownRun.current !== runId) {
      for (const key of [
        queryKeys.overview,
        queryKeys.networks.all,
        queryKeys.decisions.all,
        queryKeys.cases.all,
        ["graph"],
        ["accounts"],
      ])
        void client.invalidateQueries({ queryKey: key });
    }
    shownRun.current = runId;
  }, [client, runId]);
  const start = useMutation({
    mutationFn: startResolve,
    networkMode: "always",
    onSuccess: (started) => client.setQueryData(resolveQuery.queryKey, started),
  });
  if (state === undefined) return null;
  if (state.runningSinceMs !== null)
    return (
      <Notice tone="info">
        The networks are being resolved since <TimeUtc ms={state.runningSinceMs} />. You can go on working.
      </Notice>
    );
  const reason = state.run?.staleReason ?? null;
  if (reason === null) return null;
  return (
    <Notice
      tone="warn"
      action={
        mayResolve ? (
          <Button size="small" busy={start.isPending} onClick={() => start.mutate()}>
            Resolve now
          </Button>
        ) : undefined
      }
    >
      The networks are stale: {reason}.{" "}
      {mayResolve
        ? "They stay as they were until somebody resolves again."
        : "An investigator can resolve again."}
      {start.isError ? ` ${errorAdvice(start.error).text}` : ""}
      {state.failure === null ? "" : ` The last try failed: ${state.failure}.`}
    </Notice>
  );
}
