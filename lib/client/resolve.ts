import { queryOptions } from "@tanstack/react-query";
import type { ResolveState } from "@/lib/domain/views";
import { getJson, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

const RUNNING_REFRESH_MS = 1_500;

/** When the networks were found, whether that is stale, and whether a run is under way. */
export const resolveQuery = queryOptions({
  queryKey: queryKeys.resolve,
  queryFn: ({ signal }) => getJson<ResolveState>("/api/resolve", signal),
  staleTime: 0,
  refetchInterval: (query) =>
    (query.state.data?.runningSinceMs ?? null) === null ? false : RUNNING_REFRESH_MS,
});

export async function startResolve(): Promise<ResolveState> {
  return await sendJson<ResolveState>("POST", "/api/resolve");
}
