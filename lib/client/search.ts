import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SearchView } from "@/lib/domain/views";
import { apiPath, getJson } from "./fetcher";
import { queryKeys } from "./query-keys";

/** Accounts, identifiers, networks and cases for what was typed; asks nothing while the text is empty. */
export function searchQuery(text: string) {
  const query = text.trim();
  return queryOptions({
    queryKey: queryKeys.search(query),
    queryFn: ({ signal }) => getJson<SearchView>(apiPath("/api/search", { q: query }), signal),
    enabled: query !== "",
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
