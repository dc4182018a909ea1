import { randomInt, type Rng } from "@/lib/core/rng";
import { identifierKind } from "../identifiers";
import { GrowableInts } from "../growable";
import { type EngineInput, orderBy } from "../input";
import type { EngineParameters } from "../parameters";

/**
 * How far apart random account pairs are: `shares[i]` of the sampled pairs are at most
 * `gapsMs[i]` apart. Both rise.
 */
export interface GapTable {
  gapsMs: number[];
  shares: number[];
  samples: number;
}

const POINTS_MAX = 600;

/** Distance of two windows in ms, 0 where they overlap. */
export function windowGapMs(firstA: number, lastA: number, firstB: number, lastB: number): number {
  return Math.max(0, firstB - lastA, firstA - lastB);
}

function gapTable(sampled: Float64Array, chanceFloor: number): GapTable {
  const gaps = sampled.sort();
  const n = gaps.length;
  const gapsMs: number[] = [];
  const shares: number[] = [];
  const firstRank = Math.max(1, Math.floor(n * chanceFloor));
  let rank = firstRank;
  for (let point = 0; point <= POINTS_MAX && rank <= n; point++) {
    const gap = gaps[rank - 1] ?? 0;
    if (gapsMs.at(-1) === gap) shares[shares.length - 1] = rank / n;
    else {
      gapsMs.push(gap);
      shares.push(rank / n);
    }
    if (rank === n) break;
    rank = Math.min(
      n,
      Math.max(rank + 1, Math.round(firstRank * (n / firstRank) ** ((point + 1) / POINTS_MAX))),
    );
  }
  return { gapsMs, shares, samples: n };
}

/**
 * Share of random pairs at most this far apart: a step function of the table, never below the
 * floor. 1 where there is no table or no gap.
 */
export function chanceOf(table: GapTable | undefined, gapMs: number, floor: number): number {
  if (table === undefined || Number.isNaN(gapMs)) return 1;
  const { gapsMs, shares } = table;
  let low = 0;
  let high = gapsMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((gapsMs[middle] ?? 0) < gapMs) low = middle + 1;
    else high = middle;
  }
  return low === gapsMs.length ? 1 : Math.max(floor, shares[low] ?? 1);
}

/**
 * One table per kind that at least `gapAccountsMin` accounts use with times, from `gapSamples` pairs of accounts drawn evenly from those
 * that use it (one use each), and `created` from the creation times of all accounts.
 */
export function sampleGapTables(
  input: EngineInput,
  parameters: EngineParameters,
  rng: Rng,
): { created: GapTable | null; kinds: Record<string, GapTable> } {
  const kinds: Record<string, GapTable> = {};
  const order = input.kinds
    .map((_, index) => index)
    .sort((x, y) => ((input.kinds[x] ?? "") < (input.kinds[y] ?? "") ? -1 : 1));
  const { uses, groupStart, kindStart } = timedUses(input);
  for (const kind of order) {
    const spec = identifierKind(input.kinds[kind] ?? "");
    const firstGroup = kindStart[kind] ?? 0;
    const accounts = (kindStart[kind + 1] ?? 0) - firstGroup;
    if (accounts < parameters.gapAccountsMin) continue;
    const sampled = new Float64Array(parameters.gapSamples);
    for (let i = 0; i < sampled.length; i++) {
      const a = randomInt(rng, accounts);
      const b = (a + 1 + randomInt(rng, accounts - 1)) % accounts;
      const useA = pickUse(a);
      const useB = pickUse(b);
      const firstA = input.useFirstMs[useA] ?? 0;
      const firstB = input.useFirstMs[useB] ?? 0;
      sampled[i] =
        spec.gap === "starts"
          ? Math.abs(firstA - firstB)
          : windowGapMs(firstA, input.useLastMs[useA] ?? 0, firstB, input.useLastMs[useB] ?? 0);
    }
    kinds[spec.kind] = gapTable(sampled, parameters.chanceFloor);

    function pickUse(account: number): number {
      const from = groupStart[firstGroup + account] ?? 0;
      const to = groupStart[firstGroup + account + 1] ?? 0;
      return uses[from + randomInt(rng, to - from)] ?? 0;
    }
  }
  return { created: createdTable(input, parameters, rng), kinds };
}

function createdTable(input: EngineInput, parameters: EngineParameters, rng: Rng): GapTable | null {
  const created = input.createdAtMs.filter((ms) => !Number.isNaN(ms));
  if (created.length < 2) return null;
  const sampled = new Float64Array(parameters.gapSamples);
  for (let i = 0; i < sampled.length; i++) {
    const a = randomInt(rng, created.length);
    const b = (a + 1 + randomInt(rng, created.length - 1)) % created.length;
    sampled[i] = Math.abs((created[a] ?? 0) - (created[b] ?? 0));
  }
  return gapTable(sampled, parameters.chanceFloor);
}

/**
 * Timed uses by kind, then account, then time (so that arrival order is of no account): kind k has
 * its accounts at `groups[kindStart[k] … kindStart[k + 1])`, each the position of its first use.
 */
function timedUses(input: EngineInput): { uses: Int32Array; groupStart: Int32Array; kindStart: Int32Array } {
  const kindOfUse = new Int32Array(input.useIdentifier.length);
  for (let use = 0; use < kindOfUse.length; use++) {
    kindOfUse[use] = input.identifierKind[input.useIdentifier[use] ?? 0] ?? 0;
  }
  const timed = timedOnly(input, orderBy(kindOfUse, input.kinds.length));
  const kindStart = new Int32Array(input.kinds.length + 1);
  const groups = new GrowableInts();
  const byTime = (x: number, y: number): number =>
    (input.useFirstMs[x] ?? 0) - (input.useFirstMs[y] ?? 0) ||
    (input.useLastMs[x] ?? 0) - (input.useLastMs[y] ?? 0);
  let at = 0;
  for (let kind = 0; kind < input.kinds.length; kind++) {
    kindStart[kind] = groups.length;
    while (at < timed.length && kindOfUse[timed[at] ?? 0] === kind) {
      const account = input.useAccount[timed[at] ?? 0];
      const from = at;
      while (
        at < timed.length &&
        kindOfUse[timed[at] ?? 0] === kind &&
        input.useAccount[timed[at] ?? 0] === account
      )
        at++;
      groups.push(from);
      if (at - from > 1) timed.subarray(from, at).sort(byTime);
    }
  }
  kindStart[input.kinds.length] = groups.length;
  groups.push(timed.length);
  return { uses: timed, groupStart: groups.view().slice(), kindStart };
}

function timedOnly(input: EngineInput, uses: Int32Array): Int32Array {
  let kept = 0;
  for (const use of uses) {
    if (!Number.isNaN(input.useFirstMs[use] ?? Number.NaN)) uses[kept++] = use;
  }
  return uses.subarray(0, kept);
}
