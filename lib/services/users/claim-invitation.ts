import { and, eq, gt, isNull, type SQL } from "drizzle-orm";
import { z } from "zod";
import { account, auditHead, invitation, user, userRole } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { roleSchema, type Actor } from "@/lib/domain/user";
import { anyUserExists } from "@/lib/auth/actor";
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, type Auth } from "@/lib/auth/auth";
import { oneTimeTokenHash } from "@/lib/auth/one-time-token";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Casebook } from "@/lib/stores/casebook/client";

const passwordSchema = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `a password has at least ${PASSWORD_LENGTH_MIN} characters`)
  .max(PASSWORD_LENGTH_MAX, `a password has at most ${PASSWORD_LENGTH_MAX} characters`);
const nameSchema = z.string().trim().min(1, "say who you are").max(100);
export const emailSchema = z.email("this is no e-mail address").max(254).toLowerCase();

export const setupBodySchema = z.object({
  token: z.string().min(1).max(200),
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
});
export const acceptBodySchema = z.object({
  token: z.string().min(1).max(200),
  name: nameSchema,
  password: passwordSchema,
});

interface Claim {
  kind: "setup" | "invitation";
  token: string;
  name: string;
  /** Taken from the invitation where undefined. */
  email?: string;
  password: string;
}

function openInvitation(claim: Claim, nowMs: number): SQL | undefined {
  return and(
    eq(invitation.tokenHash, oneTimeTokenHash(claim.token)),
    eq(invitation.kind, claim.kind),
    isNull(invitation.usedAt),
    gt(invitation.expiresAt, new Date(nowMs)),
  );
}

function usedLink(): RingleaderError {
  return new RingleaderError("not_found", "this link was used already or has expired; ask for a new one");
}

/**
 * Makes the user a one-time link stands for: link used, user, roles and audit entry in one
 * transaction. Of several claims at once exactly one wins, because all wait for the audit log's end.
 * @throws RingleaderError `not_found` for a used, expired or unknown link, or setup after the first user.
 */
export async function claimInvitation(
  casebook: Casebook,
  auth: Auth,
  claim: Claim,
  nowMs: number,
): Promise<Actor> {
  // Hashing a password is work on purpose: not for a link that is none.
  const known = await casebook
    .select({ id: invitation.id })
    .from(invitation)
    .where(openInvitation(claim, nowMs));
  if (known.length === 0 && !(claim.kind === "setup" && (await anyUserExists(casebook)))) throw usedLink();
  const context = await auth.$context;
  const passwordHash = await context.password.hash(claim.password);
  return await casebook.transaction(async (tx) => {
    await tx.select().from(auditHead).where(eq(auditHead.id, 1)).for("update");
    if (claim.kind === "setup" && (await anyUserExists(tx)))
      throw new RingleaderError("not_found", "the desk is set up already; sign in");
    const [used] = await tx
      .update(invitation)
      .set({ usedAt: new Date(nowMs) })
      .where(openInvitation(claim, nowMs))
      .returning();
    if (used === undefined) throw usedLink();
    const email = claim.email ?? used.email;
    const taken = await tx.select({ id: user.id }).from(user).where(eq(user.email, email));
    if (taken.length > 0)
      throw new RingleaderError("conflict", "there is a user with this e-mail address already");
    const userId = newId("user");
    const roles = used.roles.map((role) => roleSchema.parse(role));
    const at = new Date(nowMs);
    await tx
      .insert(user)
      .values({ id: userId, name: claim.name, email, emailVerified: true, createdAt: at, updatedAt: at });
    await tx.insert(account).values({
      id: newId("cred"),
      accountId: userId,
      providerId: "credential",
      userId,
      password: passwordHash,
      createdAt: at,
      updatedAt: at,
    });
    await tx.insert(userRole).values(roles.map((role) => ({ userId, role })));
    await appendAudit(
      tx,
      {
        actorId: userId,
        action: `${claim.kind}.claim`,
        objectType: "user",
        objectId: userId,
        details: { roles },
      },
      nowMs,
    );
    return { userId, name: claim.name, email, roles };
  });
}
