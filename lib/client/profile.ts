import { queryOptions } from "@tanstack/react-query";
import type { AccountProfile, IdentifierTimeline } from "@/lib/domain/profile";
import { apiPath, getJson, segment } from "./fetcher";
import { queryKeys } from "./query-keys";

/** What an account asks for, and the keys that went between it and others. */
export function accountProfileQuery(accountId: string) {
  return queryOptions({
    queryKey: queryKeys.accounts.profile(accountId),
    queryFn: ({ signal }) => getJson<AccountProfile>(`/api/accounts/${segment(accountId)}/profile`, signal),
  });
}

/** How many accounts were on an identifier, day by day. */
export function identifierTimelineQuery(kind: string, value: string) {
  return queryOptions({
    queryKey: queryKeys.identifiers.timeline(kind, value),
    queryFn: ({ signal }) =>
      getJson<IdentifierTimeline>(apiPath("/api/identifiers/timeline", { kind, value }), signal),
  });
}
