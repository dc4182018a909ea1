import { queryOptions } from "@tanstack/react-query";
import type { DecisionBody, DecisionsView } from "@/lib/domain/decision-view";
import { apiPath, getJson, segment, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

/** Decisions on record on two accounts. */
export function pairDecisionsQuery(accountA: string, accountB: string) {
  return queryOptions({
    queryKey: queryKeys.decisions.pair(accountA, accountB),
    queryFn: ({ signal }) =>
      getJson<DecisionsView>(apiPath("/api/decisions", { a: accountA, b: accountB }), signal),
  });
}

/** Decisions on record on an account. */
export function accountDecisionsQuery(accountId: string) {
  return queryOptions({
    queryKey: queryKeys.decisions.account(accountId),
    queryFn: ({ signal }) =>
      getJson<DecisionsView>(apiPath("/api/decisions", { account: accountId }), signal),
  });
}

/** Decisions on record that touch a network. */
export function networkDecisionsQuery(networkId: string) {
  return queryOptions({
    queryKey: queryKeys.decisions.network(networkId),
    queryFn: ({ signal }) =>
      getJson<DecisionsView>(apiPath("/api/decisions", { network: networkId }), signal),
  });
}

export async function makeDecision(body: DecisionBody): Promise<{ id: string }> {
  return await sendJson<{ id: string }>("POST", "/api/decisions", body);
}

export async function withdrawDecision(id: string, reason: string): Promise<{ id: string }> {
  return await sendJson<{ id: string }>("DELETE", `/api/decisions/${segment(id)}`, { reason });
}
