import type { Actor } from "@/lib/domain/user";
import { sendJson } from "./fetcher";

export function signIn(credentials: { email: string; password: string }): Promise<unknown> {
  return sendJson<unknown>("POST", "/api/auth/sign-in/email", credentials);
}

export function signOut(): Promise<unknown> {
  return sendJson<unknown>("POST", "/api/auth/sign-out", {});
}

/** A new user exists either way; where signing in fails, the start page leads to the sign-in form. */
async function signInAs(actor: Actor, password: string): Promise<Actor> {
  await signIn({ email: actor.email, password }).catch(() => undefined);
  return actor;
}

/** Makes the first user and signs them in. 404 once there is one. */
export async function setUp(input: {
  token: string;
  name: string;
  email: string;
  password: string;
}): Promise<Actor> {
  return signInAs(await sendJson<Actor>("POST", "/api/setup", input), input.password);
}

/** Makes an invited user and signs them in. */
export async function acceptInvitation(input: {
  token: string;
  name: string;
  password: string;
}): Promise<Actor> {
  return signInAs(await sendJson<Actor>("POST", "/api/invitations/accept", input), input.password);
}
