import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import type { CaseView, EvidenceRef } from "@/lib/domain/case";
import type { PacketSummary, Tier } from "@/lib/domain/packet";
import { addClaim, addNote, buildPacket, caseQuery, removeClaim, reviewCase, submitCase } from "./cases";
import { queryKeys } from "./query-keys";

/**
 * A write whose answer is the case as it now is: the answer takes the place of the cached case and
 * lists of cases are asked for again. It is tried at once or fails; it never waits for a connection.
 */
function useCaseWrite<Input>(
  caseId: string,
  write: (input: Input) => Promise<CaseView>,
): UseMutationResult<CaseView, Error, Input> {
  const client = useQueryClient();
  return useMutation<CaseView, Error, Input>({
    networkMode: "always",
    mutationFn: write,
    onSuccess: async (view) => {
      await client.cancelQueries({ queryKey: queryKeys.cases.one(caseId) });
      client.setQueryData(caseQuery(caseId).queryKey, view);
      void client.invalidateQueries({
        queryKey: queryKeys.cases.all,
        predicate: (query) => query.queryKey.at(-1) !== caseId,
      });
    },
  });
}

export function useAddNote(caseId: string) {
  return useCaseWrite(caseId, (input: { text: string }) => addNote(caseId, input));
}

export function useAddClaim(caseId: string) {
  return useCaseWrite(caseId, (input: { text: string; evidence: EvidenceRef[]; version: number }) =>
    addClaim(caseId, input),
  );
}

export function useRemoveClaim(caseId: string) {
  return useCaseWrite(caseId, (input: { claimId: string; version: number }) =>
    removeClaim(caseId, input.claimId, input.version),
  );
}

export function useSubmitCase(caseId: string) {
  return useCaseWrite(caseId, (input: { reason: string; version: number }) => submitCase(caseId, input));
}

export function useReviewCase(caseId: string) {
  return useCaseWrite(
    caseId,
    (input: { decision: "approved" | "sent_back"; reason: string; contentHash: string }) =>
      reviewCase(caseId, input),
  );
}

export function useBuildPacket(caseId: string): UseMutationResult<PacketSummary, Error, { tier: Tier }> {
  const client = useQueryClient();
  return useMutation<PacketSummary, Error, { tier: Tier }>({
    networkMode: "always",
    mutationFn: (input) => buildPacket(caseId, input),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.cases.all }),
  });
}
