import { queryOptions } from "@tanstack/react-query";
import type { ImportRecord } from "@/lib/domain/import";
import { getJson } from "./fetcher";
import { queryKeys } from "./query-keys";

const RUNNING_REFRESH_MS = 2_000;

export const importsQuery = queryOptions({
  queryKey: queryKeys.imports,
  queryFn: ({ signal }) => getJson<ImportRecord[]>("/api/imports", signal),
  refetchInterval: (query) =>
    query.state.data?.some((record) => record.status === "running" || record.status === "publishing") === true
      ? RUNNING_REFRESH_MS
      : false,
});
