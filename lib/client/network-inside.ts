import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Identifier, identifierId } from "@/lib/domain/identifier";
import type { ForestView, HoldsView, PathView, WithoutView } from "@/lib/domain/network-inside";
import { getJson, segment, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

/** What a run found of a network changes with the next run only. */
const STALE_MS = 5 * 60_000;

const pathOf = (networkId: string, what: string): string => `/api/networks/${segment(networkId)}/${what}`;

export function forestQuery(networkId: string) {
  return queryOptions({
    queryKey: queryKeys.networks.forest(networkId),
    queryFn: ({ signal }) => getJson<ForestView>(pathOf(networkId, "forest"), signal),
    staleTime: STALE_MS,
  });
}

/** Takes the server a few seconds for the largest networks, once. */
export function holdsQuery(networkId: string) {
  return queryOptions({
    queryKey: queryKeys.networks.holds(networkId),
    queryFn: ({ signal }) => getJson<HoldsView>(pathOf(networkId, "holds"), signal),
    staleTime: STALE_MS,
  });
}

const plain = ({ kind, value }: Identifier): Identifier => ({ kind, value });

/** Parts of a network without some identifiers; changes nothing. */
export async function withoutIdentifiers(
  networkId: string,
  identifiers: readonly Identifier[],
): Promise<WithoutView> {
  return await sendJson<WithoutView>("POST", pathOf(networkId, "without"), {
    identifiers: identifiers.map(plain),
  });
}

/** The strongest way between two members, without some identifiers. */
export function pathQuery(networkId: string, from: string, to: string, without: readonly Identifier[]) {
  const leftOut = without.map(plain);
  return queryOptions({
    queryKey: queryKeys.networks.path(networkId, from, to, leftOut.map(identifierId)),
    queryFn: ({ signal }) =>
      sendJson<PathView>("POST", pathOf(networkId, "path"), { from, to, without: leftOut }, signal),
    placeholderData: keepPreviousData,
  });
}
