import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { NetworkSuccession } from "@/lib/domain/lineage";
import type { NetworkSummary, NetworkView } from "@/lib/domain/views";
import { apiPath, getJson, segment } from "./fetcher";
import { queryKeys } from "./query-keys";

interface NetworkPage {
  networks: NetworkSummary[];
  total: number;
}

export function networksQuery({ limit = 50, offset = 0 }: { limit?: number; offset?: number } = {}) {
  return queryOptions({
    queryKey: queryKeys.networks.list(limit, offset),
    queryFn: ({ signal }) => getJson<NetworkPage>(apiPath("/api/networks", { limit, offset }), signal),
    placeholderData: keepPreviousData,
  });
}

/** One network with its first members; `membersMax` asks for more of them. */
export function networkQuery(networkId: string, { membersMax }: { membersMax?: number } = {}) {
  return queryOptions({
    queryKey: queryKeys.networks.one(networkId, membersMax),
    queryFn: ({ signal }) =>
      getJson<NetworkView>(apiPath(`/api/networks/${segment(networkId)}`, { members: membersMax }), signal),
    placeholderData: (previous) => (previous?.id === networkId ? previous : undefined),
  });
}

/** Where the accounts of a network are that is no longer found. */
export function successionQuery(networkId: string) {
  return queryOptions({
    queryKey: queryKeys.networks.succession(networkId),
    queryFn: ({ signal }) =>
      getJson<NetworkSuccession>(`/api/networks/${segment(networkId)}/succession`, signal),
  });
}
