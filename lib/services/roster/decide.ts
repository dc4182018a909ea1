import { rosterDecision } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { RosterCandidate } from "@/lib/domain/roster-candidate";
import type { CandidateDecision } from "@/lib/domain/roster-view";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { keyedHash } from "@/lib/services/audit/keyed-hash";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { entryOfBody, insertEntry } from "./add";
import { readRosterCandidates } from "./candidates";

/** The figures a person had before them, to be kept with what they decided. */
function numbersOf(candidate: RosterCandidate): Record<string, number> {
  return Object.fromEntries(
    Object.entries({ ...candidate.figures, addresses: candidate.addresses }).filter(
      (pair): pair is [string, number] => typeof pair[1] === "number",
    ),
  );
}

async function keep(tx: CasebookTransaction, row: typeof rosterDecision.$inferInsert): Promise<void> {
  await tx
    .insert(rosterDecision)
    .values(row)
    .onConflictDoUpdate({ target: [rosterDecision.kind, rosterDecision.value], set: row });
}

/**
 * Accepts a proposed identifier as an entry of the roster, or dismisses it with a reason. The figures it was
 * proposed with are kept with the decision.
 * @throws RingleaderError `conflict` where it is no longer proposed
 */
export async function decideCandidate(
  stores: Stores,
  actor: Actor,
  decision: CandidateDecision,
  nowMs: number,
): Promise<{ decision: CandidateDecision["decision"] }> {
  authorize(actor, "roster.edit");
  const { candidates } = await readRosterCandidates(stores);
  const candidate = candidates.find(
    (found) => found.kind === decision.kind && found.value === decision.value,
  );
  if (candidate === undefined)
    throw new RingleaderError(
      "conflict",
      "this is no longer proposed: it is on the roster or was dismissed; load the page again",
    );
  await stores.casebook.transaction(async (tx) => {
    await keep(tx, {
      kind: candidate.kind,
      value: candidate.value,
      decision: decision.decision,
      reason: decision.decision === "accepted" ? decision.note : decision.reason,
      numbers: numbersOf(candidate),
      byName: actor.name,
      at: new Date(nowMs),
    });
    if (decision.decision === "accepted") {
      const entry = entryOfBody({
        ...candidate.entry,
        class: decision.class,
        capacity: decision.capacity,
        note: decision.note,
      });
      await insertEntry(tx, actor, entry, "learned", nowMs);
    }
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: decision.decision === "accepted" ? "roster.candidate.accept" : "roster.candidate.dismiss",
        objectType: "roster_candidate",
        objectId: keyedHash(stores.dir, `${candidate.kind}:${candidate.value}`),
        details: {
          kind: candidate.kind,
          accounts: candidate.figures.accounts,
          strangers: candidate.figures.strangers,
        },
      },
      nowMs,
    );
  });
  return { decision: decision.decision };
}
