import { FAMILIES } from "@/lib/domain/identifier";
import type { Membership } from "@/lib/domain/network";
import { statusOf } from "../guard/link-status";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { acrossFamilies, FAMILY_INDEX } from "../scoring/combine";
import { reasonOf, type ScoredLinks } from "../scoring/score-links";
import { UnionFind } from "./union-find";

/** Bits above the confirm threshold at which the data is clustered again. */
const RAISED_BY = [1, 2, 4];
const CORE_SHARE = 0.75;
const PROBABLE_SHARE = 0.5;

export function membershipOf(share: number): Membership {
  if (share >= CORE_SHARE) return "core";
  return share >= PROBABLE_SHARE ? "probable" : "fringe";
}

/**
 * Clusters again under stricter thresholds and with each family left out (there without the
 * two-family rule, which would ask for what was taken away). Returns, per account, the share of
 * runs, the first included, in which it stays with the largest part of its network.
 */
export function stayingShares(
  input: EngineInput,
  model: EngineModel,
  links: ScoredLinks,
  confirmed: readonly number[],
  networks: readonly (readonly number[])[],
): Float64Array {
  const accounts = input.accountIds.length;
  const stays = new Float64Array(accounts).fill(1);
  const runs = RAISED_BY.map((by) =>
    clusterAt(
      accounts,
      links,
      confirmed.filter((l) => (links.bits[l] ?? 0) >= model.parameters.confirmBits + by),
    ),
  );
  if (model.families.length > 1) {
    for (const family of model.families) {
      const leftOut = FAMILY_INDEX[family];
      const kept: number[] = [];
      for (let l = 0; l < links.count; l++) {
        const families = links.families.subarray(l * FAMILIES.length, (l + 1) * FAMILIES.length);
        const bits = acrossFamilies(families, model.parameters, leftOut) + (links.counterBits[l] ?? 0);
        if (bits < model.parameters.confirmBits) continue;
        const reason = reasonOf(input, model, links, l);
        if (statusOf(reason) === "confirmed" || reason === "one_family") kept.push(l);
      }
      runs.push(clusterAt(accounts, links, kept));
    }
  }
  for (const members of networks) for (const run of runs) countStays(members, run, stays);
  return stays.map((count) => count / (runs.length + 1));
}

function clusterAt(accounts: number, links: ScoredLinks, positions: readonly number[]): UnionFind {
  const sets = new UnionFind(accounts);
  for (const l of positions) sets.union(links.a[l] ?? 0, links.b[l] ?? 0);
  return sets;
}

function countStays(members: readonly number[], run: UnionFind, stays: Float64Array): void {
  const sizes = new Map<number, number>();
  for (const account of members) sizes.set(run.find(account), (sizes.get(run.find(account)) ?? 0) + 1);
  let largest = -1;
  let size = 1;
  for (const account of members) {
    const here = sizes.get(run.find(account)) ?? 0;
    if (here > size) {
      largest = run.find(account);
      size = here;
    }
  }
  if (largest === -1) return;
  for (const account of members)
    if (run.find(account) === largest) stays[account] = (stays[account] ?? 0) + 1;
}
