import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type {
  HoldScope,
  PlacedHold,
  RecordClass,
  RetentionCounts,
  RetentionRuleRow,
  RetentionView,
} from "@/lib/domain/retention";
import { getJson, segment, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

export const retentionQuery = queryOptions({
  queryKey: queryKeys.retention,
  queryFn: ({ signal }) => getJson<RetentionView>("/api/retention", signal),
});

function useRetentionChange<Input, Answer>(send: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.retention }),
  });
}

export function useSetRule() {
  return useRetentionChange((input: { recordClass: RecordClass; keepDays: number | null }) =>
    sendJson<RetentionRuleRow[]>("PUT", "/api/retention/rules", input),
  );
}

export function usePlaceHold() {
  return useRetentionChange((input: { scope: HoldScope; objectId: string; reason: string }) =>
    sendJson<PlacedHold>("POST", "/api/holds", input),
  );
}

export function useLiftHold() {
  return useRetentionChange(({ id, reason }: { id: string; reason: string }) =>
    sendJson<{ id: string }>("POST", `/api/holds/${segment(id)}/lift`, { reason }),
  );
}

/** Counts what a run would remove now, and removes nothing. */
export function useCheckRetention() {
  return useMutation({
    mutationFn: () => sendJson<RetentionCounts>("POST", "/api/retention/check"),
  });
}
