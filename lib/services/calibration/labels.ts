import { desc, isNotNull } from "drizzle-orm";
import { linkDecision } from "@/drizzle/schema";
import { UnionFind } from "@/lib/core/union-find";
import { METHOD } from "@/lib/engine/model";
import { cappedWeights, type CalibrationLabel } from "@/lib/engine/calibration/features";
import type { CasebookReader } from "@/lib/stores/casebook/client";

/** Judged pairs of one party, or of one large group of people, count together as this many. */
const GROUP_LABELS_MAX = 40;

export interface DecisionLabel extends CalibrationLabel {
  /** Judged pairs that share accounts are of one group. */
  group: string;
}

/** Name of the group of each pair: the first account of those that decided pairs tie together. */
function groupsOf(pairs: readonly { accountA: string; accountB: string }[]): string[] {
  const accounts = [...new Set(pairs.flatMap((pair) => [pair.accountA, pair.accountB]))].sort();
  const place = new Map(accounts.map((id, index) => [id, index]));
  const sets = new UnionFind(accounts.length);
  for (const pair of pairs) sets.union(place.get(pair.accountA) ?? 0, place.get(pair.accountB) ?? 0);
  const nameOf = new Map<number, string>();
  accounts.forEach((id, index) => {
    const root = sets.find(index);
    if (!nameOf.has(root)) nameOf.set(root, id);
  });
  return pairs.map((pair) => nameOf.get(sets.find(place.get(pair.accountA) ?? 0)) ?? pair.accountA);
}

/**
 * What analysts decided, as labels for a calibration of this engine's bits: the newest decision on
 * each pair, standing or withdrawn, with the bits the pair had when it was made.
 */
export async function decisionLabels(casebook: CasebookReader): Promise<DecisionLabel[]> {
  const rows = await casebook
    .select({
      accountA: linkDecision.accountA,
      accountB: linkDecision.accountB,
      verdict: linkDecision.verdict,
      bits: linkDecision.bits,
      families: linkDecision.families,
      modelVersion: linkDecision.modelVersion,
    })
    .from(linkDecision)
    .where(isNotNull(linkDecision.bits))
    .orderBy(desc(linkDecision.at), linkDecision.id);
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const pair = JSON.stringify([row.accountA, row.accountB]);
    if (!newest.has(pair)) newest.set(pair, row);
  }
  const judged = [...newest.values()].filter((row) => row.modelVersion?.startsWith(`${METHOD}.`) === true);
  const groups = groupsOf(judged);
  const weights = cappedWeights(groups, GROUP_LABELS_MAX);
  return judged.map((row, index) => ({
    bits: row.bits ?? 0,
    families: Object.keys(row.families ?? {}).length,
    same: row.verdict === "must_link",
    weight: weights[index] ?? 1,
    group: groups[index] ?? "",
  }));
}
