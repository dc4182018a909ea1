import { queryOptions } from "@tanstack/react-query";
import type { OverviewView } from "@/lib/domain/views";
import { getJson } from "./fetcher";
import { queryKeys } from "./query-keys";

const RUNNING_REFRESH_MS = 3_000;

export const overviewQuery = queryOptions({
  queryKey: queryKeys.overview,
  queryFn: ({ signal }) => getJson<OverviewView>("/api/overview", signal),
  refetchInterval: (query) => (query.state.data?.run?.status === "running" ? RUNNING_REFRESH_MS : false),
});
