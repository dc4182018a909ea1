import { and, eq, isNull } from "drizzle-orm";
import { linkDecision } from "@/drizzle/schema";
import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import type { LinkDecision } from "@/lib/domain/decision";
import type { CasebookReader } from "@/lib/stores/casebook/client";

export const DECISION_STALE_REASON = "an analyst decided on two accounts after they were found";

const columns = {
  accountA: linkDecision.accountA,
  accountB: linkDecision.accountB,
  verdict: linkDecision.verdict,
};

/** Every decision that stands, in an order of its own. */
export async function standingDecisions(casebook: CasebookReader): Promise<LinkDecision[]> {
  return await casebook
    .select(columns)
    .from(linkDecision)
    .where(isNull(linkDecision.withdrawnAt))
    .orderBy(linkDecision.accountA, linkDecision.accountB);
}

/** "3 standing, 0f3a91c2d4e5": equal texts mean equal decisions. */
export function decisionsVersion(decisions: readonly LinkDecision[]): string {
  return `${decisions.length} standing, ${sha256Hex(canonicalJson(decisions)).slice(0, 12)}`;
}

/** The standing decision on a pair, if there is one. */
export async function standingDecisionsOf(
  casebook: CasebookReader,
  accountA: string,
  accountB: string,
): Promise<LinkDecision[]> {
  const [first = "", second = ""] = [accountA, accountB].sort();
  return await casebook
    .select(columns)
    .from(linkDecision)
    .where(
      and(
        eq(linkDecision.accountA, first),
        eq(linkDecision.accountB, second),
        isNull(linkDecision.withdrawnAt),
      ),
    );
}
