import { queryOptions } from "@tanstack/react-query";
import type { ExplainedLink } from "@/lib/domain/calibration";
import type { ExpandMenu, GraphView } from "@/lib/domain/views";
import { apiPath, getJson, segment } from "./fetcher";
import { queryKeys } from "./query-keys";

/** A network's strongest accounts, what they share, and the links that hold them; says shown and total. */
export function networkGraphQuery(networkId: string, { accountsMax }: { accountsMax?: number } = {}) {
  return queryOptions({
    queryKey: queryKeys.graph.network(networkId, accountsMax),
    queryFn: ({ signal }) =>
      getJson<GraphView>(
        apiPath(`/api/networks/${segment(networkId)}/graph`, { accounts: accountsMax }),
        signal,
      ),
    staleTime: 5 * 60_000,
  });
}

/** What expanding a node would bring, counted exactly, before it is expanded. */
export function expandMenuQuery(nodeId: string) {
  return queryOptions({
    queryKey: queryKeys.graph.menu(nodeId),
    queryFn: ({ signal }) => getJson<ExpandMenu>(apiPath("/api/graph/menu", { node: nodeId }), signal),
  });
}

interface ExpandParameters {
  nodeId: string;
  /** An identifier kind for an account, "account" for an identifier. */
  kind: string;
  /** Newcomers at most; 0 brings only the node itself. */
  limit?: number;
  networkId?: string;
}

export function expandQuery({ nodeId, kind, limit, networkId }: ExpandParameters) {
  const parameters = { node: nodeId, kind, limit, network: networkId };
  return queryOptions({
    queryKey: queryKeys.graph.expand(parameters),
    queryFn: ({ signal }) => getJson<GraphView>(apiPath("/api/graph/expand", parameters), signal),
    staleTime: 5 * 60_000,
  });
}

/** Why two accounts are linked; the same answer whichever is named first. */
export function explainQuery(accountA: string, accountB: string) {
  return queryOptions({
    queryKey: queryKeys.graph.explain(accountA, accountB),
    queryFn: ({ signal }) =>
      getJson<ExplainedLink>(apiPath("/api/explain", { a: accountA, b: accountB }), signal),
  });
}
