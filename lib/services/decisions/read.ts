import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import { linkDecision, network, networkMember } from "@/drizzle/schema";
import type { DecisionsView } from "@/lib/domain/decision-view";
import type { Actor } from "@/lib/domain/user";
import { authorize, mayDo } from "@/lib/auth/authorize";
import { membershipsOf } from "@/lib/services/networks/read";
import type { CasebookReader } from "@/lib/stores/casebook/client";

/** What decisions are asked of: all of one account, of a pair, or those that touch a network of the newest run. */
export type DecisionScope =
  | { accountId: string }
  | { accountA: string; accountB: string }
  | { networkId: string };

const DECISIONS_MAX = 1_000;

function withinScope(casebook: CasebookReader, scope: DecisionScope) {
  if ("accountId" in scope)
    return or(eq(linkDecision.accountA, scope.accountId), eq(linkDecision.accountB, scope.accountId));
  if ("accountA" in scope) {
    const [first = "", second = ""] = [scope.accountA, scope.accountB].sort();
    return and(eq(linkDecision.accountA, first), eq(linkDecision.accountB, second));
  }
  const members = casebook
    .select({ accountId: networkMember.accountId })
    .from(networkMember)
    .innerJoin(network, and(eq(network.id, networkMember.networkId), eq(network.current, true)))
    .where(eq(networkMember.networkId, scope.networkId));
  return or(inArray(linkDecision.accountA, members), inArray(linkDecision.accountB, members));
}

/** Decisions on record within the scope: standing ones first, newest first. */
export async function readDecisions(
  casebook: CasebookReader,
  actor: Actor,
  scope: DecisionScope,
): Promise<DecisionsView> {
  authorize(actor, "account.read");
  const where = withinScope(casebook, scope);
  const rows = await casebook
    .select()
    .from(linkDecision)
    .where(where)
    .orderBy(sql`${linkDecision.withdrawnAt} IS NOT NULL`, desc(linkDecision.at), linkDecision.id)
    .limit(DECISIONS_MAX);
  const networkOf = await membershipsOf(casebook, [
    ...new Set(rows.flatMap((row) => [row.accountA, row.accountB])),
  ]);
  return {
    decisions: rows.map((row) => ({
      id: row.id,
      accountA: row.accountA,
      accountB: row.accountB,
      verdict: row.verdict,
      reason: row.reason,
      byName: row.byName,
      atMs: row.at.getTime(),
      bits: row.bits,
      modelVersion: row.modelVersion,
      withdrawnAtMs: row.withdrawnAt?.getTime() ?? null,
      withdrawnByName: row.withdrawnByName,
      withdrawReason: row.withdrawReason,
      networkA: networkOf.get(row.accountA)?.networkId ?? null,
      networkB: networkOf.get(row.accountB)?.networkId ?? null,
    })),
    total: rows.length < DECISIONS_MAX ? rows.length : await casebook.$count(linkDecision, where),
    mayDecide: mayDo(actor, "link.decide"),
  };
}
