import { eq } from "drizzle-orm";
import { session, user, userRole } from "@/drizzle/schema";
import { ROLES, type Actor, type Role } from "@/lib/domain/user";
import type { Casebook, CasebookReader } from "@/lib/stores/casebook/client";
import { SESSION_IDLE_MS, type Auth } from "./auth";

/** How stale a session's last use may be on record. */
const TOUCH_MS = 60_000;

export async function rolesOf(casebook: CasebookReader, userId: string): Promise<Role[]> {
  const rows = await casebook
    .select({ role: userRole.role })
    .from(userRole)
    .where(eq(userRole.userId, userId));
  return ROLES.filter((role) => rows.some((row) => row.role === role));
}

/**
 * Who sends a request, by its session cookie; undefined where nobody is signed in, or the session
 * has been idle too long (it is then ended). Roles are read anew each time, so that a demotion
 * holds at once.
 */
export async function actorOf(
  casebook: Casebook,
  auth: Auth,
  headers: Headers,
  nowMs: number,
): Promise<Actor | undefined> {
  const found = await auth.api.getSession({ headers });
  if (found === null) return undefined;
  const idleMs = nowMs - found.session.updatedAt.getTime();
  if (idleMs > SESSION_IDLE_MS) {
    await casebook.delete(session).where(eq(session.id, found.session.id));
    return undefined;
  }
  if (idleMs > TOUCH_MS) {
    await casebook
      .update(session)
      .set({ updatedAt: new Date(nowMs) })
      .where(eq(session.id, found.session.id));
  }
  const roles = await rolesOf(casebook, found.user.id);
  return { userId: found.user.id, name: found.user.name, email: found.user.email, roles };
}

export async function anyUserExists(casebook: CasebookReader): Promise<boolean> {
  return (await casebook.select({ id: user.id }).from(user).limit(1)).length > 0;
}
