import { and, eq, isNull } from "drizzle-orm";
import { linkDecision } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { VERDICT_LABEL, type DecisionBody } from "@/lib/domain/decision-view";
import type { Family } from "@/lib/domain/identifier";
import type { LinkExplanation } from "@/lib/domain/link";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { explainAccounts, hasCompleteRun } from "@/lib/services/explain/pair";
import { markRunsStale } from "@/lib/services/roster/mark-stale";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { readAccounts } from "@/lib/stores/evidence/reads/accounts";
import { refuseContradiction } from "./contradiction";
import { DECISION_STALE_REASON, standingDecisions } from "./standing";

/** Bits that each family which counts adds to a link. */
export function familyContributions(link: LinkExplanation): Partial<Record<Family, number>> {
  return Object.fromEntries(
    link.families.map((family) => [
      family,
      link.evidence.reduce((sum, row) => sum + (row.family === family ? row.contribution : 0), 0),
    ]),
  );
}

async function checkAccounts(stores: Stores, body: DecisionBody): Promise<void> {
  const ids = [body.accountA, body.accountB];
  const accounts = await readAccounts(stores.evidence, ids);
  for (const id of ids) {
    const account = accounts.find((found) => found.accountId === id);
    if (account === undefined)
      throw new RingleaderError("not_found", `there is no account ${id} in the records`);
    if (body.verdict === "must_link" && account.verifiedEntity !== "")
      throw new RingleaderError(
        "forbidden",
        `${id} belongs to a verified enterprise, which is protected: only manager and counsel together may include it, so no one person can decide that it must be linked`,
      );
  }
}

async function refuseSecond(tx: CasebookTransaction, accountA: string, accountB: string): Promise<void> {
  const [known] = await tx
    .select()
    .from(linkDecision)
    .where(
      and(
        eq(linkDecision.accountA, accountA),
        eq(linkDecision.accountB, accountB),
        isNull(linkDecision.withdrawnAt),
      ),
    );
  if (known !== undefined)
    throw new RingleaderError(
      "conflict",
      `${known.byName} has decided that these two accounts ${VERDICT_LABEL[known.verdict]}; withdraw that decision first`,
    );
}

/**
 * Keeps what a person decided of two accounts, with what the engine said of them then. Runs that
 * have not seen it are marked stale.
 * @throws RingleaderError `bad_input` for one account with itself, `not_found` for an unknown one, `forbidden`
 *   for a must-link of a verified enterprise, `conflict` where it contradicts what stands
 */
export async function makeDecision(
  stores: Stores,
  actor: Actor,
  body: DecisionBody,
  nowMs: number,
): Promise<{ id: string }> {
  authorize(actor, "link.decide");
  const [accountA = "", accountB = ""] = [body.accountA, body.accountB].sort();
  if (accountA === accountB)
    throw new RingleaderError("bad_input", "a decision is about two different accounts");
  await checkAccounts(stores, body);
  const link = (await hasCompleteRun(stores.casebook))
    ? await explainAccounts(stores, accountA, accountB)
    : null;
  const id = newId("dec");
  await stores.casebook.transaction(async (tx) => {
    // Two decisions at once, each fine beside what stands, may contradict one another.
    await tx.execute("LOCK TABLE link_decision IN SHARE ROW EXCLUSIVE MODE");
    await refuseSecond(tx, accountA, accountB);
    refuseContradiction(await standingDecisions(tx), { accountA, accountB, verdict: body.verdict });
    await tx.insert(linkDecision).values({
      id,
      accountA,
      accountB,
      verdict: body.verdict,
      reason: body.reason,
      byId: actor.userId,
      byName: actor.name,
      at: new Date(nowMs),
      bits: link?.bits ?? null,
      families: link === null ? null : familyContributions(link),
      modelVersion: link?.modelVersion ?? null,
    });
    await markRunsStale(tx, nowMs, DECISION_STALE_REASON);
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "link.decide",
        objectType: "link_decision",
        objectId: id,
        details: { accountA, accountB, verdict: body.verdict, bits: link?.bits ?? null },
      },
      nowMs,
    );
  });
  return { id };
}
