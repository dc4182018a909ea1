import { queryOptions } from "@tanstack/react-query";
import type { Role } from "@/lib/domain/user";
import type { InvitationRow, UserRow } from "@/lib/domain/views";
import { getJson, sendJson } from "./fetcher";
import { queryKeys } from "./query-keys";

interface UsersView {
  users: UserRow[];
  invitations: InvitationRow[];
}

export const usersQuery = queryOptions({
  queryKey: queryKeys.users,
  queryFn: ({ signal }) => getJson<UsersView>("/api/users", signal),
});

/** The answer's `url` is shown once and stored nowhere in the clear. */
export function invite(input: {
  email: string;
  roles: Role[];
}): Promise<{ invitation: InvitationRow; url: string }> {
  return sendJson<{ invitation: InvitationRow; url: string }>("POST", "/api/invitations", input);
}
