import { eq, isNull, and } from "drizzle-orm";
import { invitation } from "@/drizzle/schema";
import { newId } from "@/lib/core/ids";
import { MS_PER_MINUTE } from "@/lib/core/time";
import { anyUserExists } from "@/lib/auth/actor";
import { newOneTimeToken } from "@/lib/auth/one-time-token";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Casebook } from "@/lib/stores/casebook/client";

const SETUP_VALID_MS = 30 * MS_PER_MINUTE;

/**
 * A one-time link for the first user, valid 30 minutes; earlier ones stop working. Undefined once
 * a user exists: from then on people are invited.
 */
export async function makeSetupToken(casebook: Casebook, nowMs: number): Promise<string | undefined> {
  const { token, tokenHash } = newOneTimeToken();
  return await casebook.transaction(async (tx) => {
    if (await anyUserExists(tx)) return undefined;
    await tx
      .update(invitation)
      .set({ expiresAt: new Date(nowMs) })
      .where(and(eq(invitation.kind, "setup"), isNull(invitation.usedAt)));
    const id = newId("inv");
    await tx.insert(invitation).values({
      id,
      kind: "setup",
      roles: ["admin", "investigator"],
      tokenHash,
      createdAt: new Date(nowMs),
      expiresAt: new Date(nowMs + SETUP_VALID_MS),
    });
    await appendAudit(
      tx,
      { actorId: "command-line", action: "setup_link.make", objectType: "invitation", objectId: id },
      nowMs,
    );
    return token;
  });
}
