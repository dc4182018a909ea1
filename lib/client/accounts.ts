import { queryOptions } from "@tanstack/react-query";
import type { AccountView, IdentifierView } from "@/lib/domain/views";
import { apiPath, getJson, segment } from "./fetcher";
import { queryKeys } from "./query-keys";

export function accountQuery(accountId: string) {
  return queryOptions({
    queryKey: queryKeys.accounts.one(accountId),
    queryFn: ({ signal }) => getJson<AccountView>(`/api/accounts/${segment(accountId)}`, signal),
  });
}

/** An identifier with the accounts and networks that use it. */
export function identifierQuery(kind: string, value: string) {
  return queryOptions({
    queryKey: queryKeys.identifiers.one(kind, value),
    queryFn: ({ signal }) => getJson<IdentifierView>(apiPath("/api/identifiers", { kind, value }), signal),
  });
}
