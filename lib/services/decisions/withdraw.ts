import { eq } from "drizzle-orm";
import { linkDecision } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { markRunsStale } from "@/lib/services/roster/mark-stale";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";

/** Takes a decision back; what was decided, and why it no longer holds, stays on record. */
export async function withdrawDecision(
  stores: Stores,
  actor: Actor,
  id: string,
  reason: string,
  nowMs: number,
): Promise<{ id: string }> {
  authorize(actor, "link.decide");
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx.select().from(linkDecision).where(eq(linkDecision.id, id)).for("update");
    if (row === undefined) throw new RingleaderError("not_found", "there is no such decision");
    if (row.withdrawnAt !== null) throw new RingleaderError("conflict", "this decision is withdrawn already");
    await tx
      .update(linkDecision)
      .set({ withdrawnAt: new Date(nowMs), withdrawnByName: actor.name, withdrawReason: reason })
      .where(eq(linkDecision.id, id));
    await markRunsStale(tx, nowMs, "an analyst's decision on two accounts was withdrawn");
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "link.withdraw",
        objectType: "link_decision",
        objectId: id,
        details: { accountA: row.accountA, accountB: row.accountB, verdict: row.verdict },
      },
      nowMs,
    );
  });
  return { id };
}
