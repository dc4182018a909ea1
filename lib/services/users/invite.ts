import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { invitation, user, userRole } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { MS_PER_DAY } from "@/lib/core/time";
import { roleSchema, type Actor } from "@/lib/domain/user";
import type { InvitationRow, UserRow } from "@/lib/domain/views";
import { newOneTimeToken } from "@/lib/auth/one-time-token";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Casebook, CasebookReader } from "@/lib/stores/casebook/client";
import { emailSchema } from "./claim-invitation";

const INVITATION_VALID_MS = 7 * MS_PER_DAY;

export const inviteBodySchema = z.object({
  email: emailSchema,
  roles: z.array(roleSchema).min(1, "choose at least one role").max(5),
});

function rowOf(row: typeof invitation.$inferSelect, nowMs: number): InvitationRow {
  const status = row.usedAt !== null ? "used" : row.expiresAt.getTime() <= nowMs ? "expired" : "open";
  return {
    id: row.id,
    email: row.email,
    roles: row.roles,
    createdAtMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    status,
  };
}

/** Invites a person with roles; the token is told once and only its hash is kept. */
export async function invite(
  casebook: Casebook,
  actor: Actor,
  body: z.infer<typeof inviteBodySchema>,
  nowMs: number,
): Promise<{ invitation: InvitationRow; token: string }> {
  const { token, tokenHash } = newOneTimeToken();
  return await casebook.transaction(async (tx) => {
    if ((await tx.select({ id: user.id }).from(user).where(eq(user.email, body.email))).length > 0) {
      throw new RingleaderError("conflict", "there is a user with this e-mail address already");
    }
    const [row] = await tx
      .insert(invitation)
      .values({
        id: newId("inv"),
        kind: "invitation",
        email: body.email,
        roles: [...new Set(body.roles)],
        tokenHash,
        createdBy: actor.userId,
        createdAt: new Date(nowMs),
        expiresAt: new Date(nowMs + INVITATION_VALID_MS),
      })
      .returning();
    if (row === undefined) throw new Error("the invitation was not written");
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "user.invite",
        objectType: "invitation",
        objectId: row.id,
        details: { roles: row.roles },
      },
      nowMs,
    );
    return { invitation: rowOf(row, nowMs), token };
  });
}

export async function listUsers(
  casebook: CasebookReader,
  nowMs: number,
): Promise<{ users: UserRow[]; invitations: InvitationRow[] }> {
  const users = await casebook.select().from(user).orderBy(user.createdAt);
  const roles = await casebook.select().from(userRole);
  const invitations = await casebook
    .select()
    .from(invitation)
    .where(eq(invitation.kind, "invitation"))
    .orderBy(desc(invitation.createdAt))
    .limit(100);
  return {
    users: users.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      roles: roles.filter((role) => role.userId === row.id).map((role) => role.role),
      createdAtMs: row.createdAt.getTime(),
    })),
    invitations: invitations.map((row) => rowOf(row, nowMs)),
  };
}
