import { FAMILIES, FAMILY_LABEL } from "@/lib/domain/identifier";
import type { Membership } from "@/lib/domain/network";
import { statusOf } from "../guard/link-status";
import { MUST_LINK } from "../decisions";
import { bitsWords } from "../explain/numbers";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { acrossFamilies, FAMILY_INDEX } from "../scoring/combine";
import type { LinkReasons } from "../scoring/link-reasons";
import type { ScoredLinks } from "../scoring/scored-links";
import { UnionFind } from "./union-find";

/** Bits above the confirm threshold at which the data is clustered again. */
const RAISED_BY = [1, 2, 4];
const CORE_SHARE = 0.75;
const PROBABLE_SHARE = 0.5;

export function membershipOf(share: number): Membership {
  if (share >= CORE_SHARE) return "core";
  return share >= PROBABLE_SHARE ? "probable" : "fringe";
}

/** How well each account holds on to the largest part of its network. */
export interface Staying {
  /** Names of the runs beside the first, as they are said in sentences. */
  runs: string[];
  /** Per account: bit r is set where it stays in run r. */
  stays: Uint32Array;
}

/** Share of the runs, the first included, in which an account stays. */
export function stayingShare(staying: Staying, account: number): number {
  let stayed = 1;
  for (let bits = staying.stays[account] ?? 0; bits !== 0; bits &= bits - 1) stayed++;
  return stayed / (staying.runs.length + 1);
}

/** "stays in 7 of 9 runs; falls out without payment evidence and at 8.0 bits". */
export function stayingWords(staying: Staying, account: number): string {
  const all = staying.runs.length + 1;
  const lost = staying.runs.filter((_, run) => ((staying.stays[account] ?? 0) & (1 << run)) === 0);
  if (lost.length === 0) return `stays in all ${all} runs`;
  return `stays in ${all - lost.length} of ${all} runs; falls out ${lost.join(", ")}`;
}

/**
 * Clusters again under stricter thresholds and with each family left out (there without the
 * two-family rule, which would ask for what was taken away), and notes in which of these runs each
 * member stays with the largest part of its network.
 */
export function stayingOf(
  input: EngineInput,
  model: EngineModel,
  links: ScoredLinks,
  reasons: LinkReasons,
  confirmed: Int32Array,
  networks: readonly (readonly number[])[],
): Staying {
  const accounts = input.accountIds.length;
  const networkOf = new Int32Array(accounts).fill(-1);
  networks.forEach((members, network) => {
    for (const account of members) networkOf[account] = network;
  });
  /** Only within a network: members must not stay together by way of somebody outside. */
  const isInside = (l: number): boolean => {
    const network = networkOf[links.a[l] ?? 0] ?? -1;
    return network !== -1 && network === networkOf[links.b[l] ?? 0];
  };
  const staying: Staying = { runs: [], stays: new Uint32Array(accounts) };
  const note = (words: string, sets: UnionFind): void => {
    for (const members of networks) noteStays(members, sets, staying.stays, staying.runs.length);
    staying.runs.push(words);
  };
  for (const by of RAISED_BY) {
    const threshold = model.parameters.confirmBits + by;
    const sets = decidedSets(input);
    for (const l of confirmed)
      if ((links.bits[l] ?? 0) >= threshold && isInside(l)) sets.union(links.a[l] ?? 0, links.b[l] ?? 0);
    note(`at ${bitsWords(threshold)}`, sets);
  }
  if (model.families.length <= 1) return staying;
  for (const family of model.families) {
    const leftOut = FAMILY_INDEX[family];
    const sets = decidedSets(input);
    for (let l = 0; l < links.count; l++) {
      if ((links.bits[l] ?? 0) < model.parameters.confirmBits || !isInside(l)) continue;
      const bits = acrossFamilies(links.families, model.parameters, leftOut, l * FAMILIES.length);
      if (bits + (links.counterBits[l] ?? 0) < model.parameters.confirmBits) continue;
      const reason = reasons.at(l);
      if (statusOf(reason) === "confirmed" || reason === "one_family")
        sets.union(links.a[l] ?? 0, links.b[l] ?? 0);
    }
    note(`without ${FAMILY_LABEL[family].toLowerCase()} evidence`, sets);
  }
  return staying;
}

/** Accounts that must be linked stay together whatever is asked for. */
function decidedSets(input: EngineInput): UnionFind {
  const sets = new UnionFind(input.accountIds.length);
  const { a, b, verdict } = input.decisions;
  for (let d = 0; d < a.length; d++) if (verdict[d] === MUST_LINK) sets.union(a[d] ?? 0, b[d] ?? 0);
  return sets;
}

function noteStays(members: readonly number[], run: UnionFind, stays: Uint32Array, number: number): void {
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
    if (run.find(account) === largest) stays[account] = (stays[account] ?? 0) | (1 << number);
}
