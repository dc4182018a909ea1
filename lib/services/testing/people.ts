import type { Desk } from "@/lib/auth/desk";
import type { Actor, Role } from "@/lib/domain/user";
import { claimInvitation } from "@/lib/services/users/claim-invitation";
import { invite } from "@/lib/services/users/invite";
import { signIn } from "@/lib/services/users/sign-in";

export const TEST_PASSWORD = "a long and quiet river";

/** Who invites in tests; no user of the desk. */
export const INVITER: Actor = { userId: "inviter", name: "Inviter", email: "", roles: ["admin"] };

/** A person of the desk, made as people are: invited with roles, then the link taken. */
export async function join(desk: Desk, name: string, roles: Role[]): Promise<Actor> {
  const nowMs = Date.now();
  const { token } = await invite(
    desk.stores.casebook,
    INVITER,
    { email: `${name.toLowerCase()}@desk.example`, roles },
    nowMs,
  );
  return await claimInvitation(
    desk.stores.casebook,
    desk.auth,
    { kind: "invitation", token, name, password: TEST_PASSWORD },
    nowMs,
  );
}

export function signInRequest(desk: Desk): Request {
  return new Request(new URL("/api/auth/sign-in/email", desk.url), { method: "POST" });
}

/** The Cookie header of a person who has just signed in. */
export async function cookieOf(desk: Desk, person: Actor): Promise<string> {
  const answer = await signIn(desk, signInRequest(desk), person.email, TEST_PASSWORD, Date.now());
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(";")))
    .join("; ");
}
