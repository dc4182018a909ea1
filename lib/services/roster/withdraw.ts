import { and, eq } from "drizzle-orm";
import { rosterDecision, rosterEntry } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { markRunsStale } from "./mark-stale";
import { rosterKey } from "./known";

/** What a withdrawn entry's note becomes: the reason stands beside what was noted. */
export function noteWithReason(note: string, reason: string): string {
  return note === "" ? `Withdrawn: ${reason}` : `${note} · Withdrawn: ${reason}`;
}

/** Takes an entry off the roster; the line and the reason stay on record. */
export async function withdrawRosterEntry(
  stores: Stores,
  actor: Actor,
  id: string,
  reason: string,
  nowMs: number,
): Promise<{ id: string }> {
  authorize(actor, "roster.edit");
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx.select().from(rosterEntry).where(eq(rosterEntry.id, id)).for("update");
    if (row === undefined) throw new RingleaderError("not_found", "there is no such entry");
    if (row.withdrawnAt !== null) throw new RingleaderError("conflict", "this entry is withdrawn already");
    await tx
      .update(rosterEntry)
      .set({
        withdrawnAt: new Date(nowMs),
        withdrawnByName: actor.name,
        note: noteWithReason(row.note, reason),
      })
      .where(eq(rosterEntry.id, id));
    // What was accepted and then withdrawn would be proposed again at once.
    if (row.origin === "learned") {
      const decisions = await tx
        .select()
        .from(rosterDecision)
        .where(eq(rosterDecision.value, row.cidrOrValue));
      for (const decision of decisions) {
        if (rosterKey({ kind: decision.kind, cidrOrValue: decision.value }) !== rosterKey(row)) continue;
        await tx
          .update(rosterDecision)
          .set({ decision: "dismissed", reason, byName: actor.name, at: new Date(nowMs) })
          .where(and(eq(rosterDecision.kind, decision.kind), eq(rosterDecision.value, decision.value)));
      }
    }
    await markRunsStale(tx, nowMs);
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "roster.withdraw",
        objectType: "roster_entry",
        objectId: id,
        details: { kind: row.kind, class: row.class, origin: row.origin },
      },
      nowMs,
    );
  });
  return { id };
}
