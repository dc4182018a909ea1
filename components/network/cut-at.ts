import type { ForestView } from "@/lib/domain/network-inside";
import { groupsAt, largestByThreshold, type WeightedLinks } from "@/lib/domain/recut";

/** A network cut at one threshold, told in what a reader asks for. */
export interface Cut {
  /** Groups of two members or more, largest first, as account ids. */
  groups: string[][];
  /** Members in no such group. */
  alone: string[];
  largest: number;
  /** Members that are not in the largest group. */
  leaving: number;
  /** Links that are not counted but tie groups of this cut together. */
  candidatesBetween: number;
}

export function forestLinks(view: Pick<ForestView, "a" | "b" | "bits">): WeightedLinks {
  return { a: view.a, b: view.b, bits: view.bits.map((bits) => bits ?? Number.POSITIVE_INFINITY) };
}

/** Cuts a network anew at a threshold, from its forest alone. */
export function cutAt(view: ForestView, links: WeightedLinks, thresholdBits: number): Cut {
  const groups = groupsAt(view.accounts.length, links, thresholdBits);
  const groupOf = new Int32Array(view.accounts.length);
  groups.forEach((group, place) => {
    for (const account of group) groupOf[account] = place;
  });
  const ids = groups.map((group) => group.map((account) => view.accounts[account] ?? ""));
  const largest = groups[0]?.length ?? 0;
  const { a, b } = view.candidates;
  return {
    groups: ids.filter((group) => group.length > 1),
    alone: ids.filter((group) => group.length === 1).flat(),
    largest,
    leaving: view.accounts.length - largest,
    candidatesBetween: a.filter((from, l) => groupOf[from] !== groupOf[b[l] ?? 0]).length,
  };
}

/** Thresholds a reader can choose: from the candidates' to just above the strongest link. */
export function thresholdRange(view: ForestView): { min: number; max: number } {
  const strongest = view.bits.find((bits) => bits !== null) ?? view.confirmBits;
  return {
    min: Math.floor(view.candidateBits * 10) / 10,
    max: Math.max(Math.ceil(strongest) + 1, Math.ceil(view.confirmBits) + 1),
  };
}

const POINTS_MAX = 300;

/** The largest group by threshold as points of a step chart: each holds from the point before up to its own bits. */
export function stepPoints(view: ForestView, links: WeightedLinks): { bits: number; accounts: number }[] {
  const { min, max } = thresholdRange(view);
  const steps = largestByThreshold(view.accounts.length, links);
  const resolution = (max - min) / POINTS_MAX;
  const points = [{ bits: min, accounts: steps.find(({ upToBits }) => min <= upToBits)?.accounts ?? 0 }];
  for (const { upToBits, accounts } of steps) {
    const bits = Math.min(upToBits, max);
    if (bits <= min) continue;
    const last = points.at(-1);
    // Steps closer than the eye can part are drawn as one, at the lower height.
    if (last !== undefined && points.length > 1 && bits - last.bits < resolution) last.accounts = accounts;
    else points.push({ bits, accounts });
  }
  return points;
}
