import { counted, grouped } from "@/lib/core/format";
import type { PairScorer } from "../scoring/score-pair";
import { didWords, groupRow, type GroupRows } from "./group-rows";
import { isTooling, type RunCrowd } from "./run-crowds";
import { UnionFind } from "./union-find";

/** Accounts of each group that are tried as the pair a join is named by. */
const REPRESENTATIVES_MAX = 8;

/** What two groups both draw from, of one family. */
interface SharedPool {
  family: number;
  bits: number;
  crowds: RunCrowd[];
  usersA: number;
  usersB: number;
  usersOutside: number;
}

/**
 * Joins groups that pairs alone cannot join, because what they share has a crowd of the operator's
 * own making. A run crowd consists of groups; a course, a hackathon or a carrier's address does
 * not. Two groups are joined where most accounts of both draw from the same run crowds, in at least
 * two families, of which one is tooling. Adds the joins that connect what belongs together, each
 * named by one account of both groups; the order of rows is of no account.
 * @param cells accounts of each group; `run` the run crowds found with them
 */
export function crowdJoins(
  scorer: PairScorer,
  cells: readonly (readonly number[])[],
  run: readonly RunCrowd[],
  found: GroupRows,
): void {
  const { input } = scorer;
  const outside = input.accountIds.length - cells.reduce((sum, members) => sum + members.length, 0);
  const drawn: RunCrowd[][] = cells.map(() => []);
  for (const crowd of run)
    if (crowd.groups.size >= 2) for (const cell of crowd.groups.keys()) drawn[cell]?.push(crowd);
  const sets = new UnionFind(cells.length);
  const distinct = new Distinct(input.accountIds.length);
  for (let left = 0; left < cells.length; left++) {
    for (const right of partners(drawn[left] ?? [], left)) {
      if (sets.find(left) === sets.find(right)) continue;
      const pools = sharedPools(scorer, drawn[left] ?? [], [left, right], cells, outside, distinct);
      if (pools !== undefined && represent(scorer, [left, right], cells, pools, outside, found))
        sets.union(left, right);
    }
  }
}

/** Counts accounts that several crowds have between them, each once, without a set per question. */
class Distinct {
  readonly #stamp: Int32Array;
  #asked = 0;

  constructor(accounts: number) {
    this.#stamp = new Int32Array(accounts);
  }

  count(crowds: readonly RunCrowd[], usersOf: (crowd: RunCrowd) => readonly number[] | undefined): number {
    this.#asked++;
    let count = 0;
    for (const crowd of crowds) {
      for (const account of usersOf(crowd) ?? []) {
        if (this.#stamp[account] === this.#asked) continue;
        this.#stamp[account] = this.#asked;
        count++;
      }
    }
    return count;
  }
}

/** Later groups that draw from some tooling crowd of this one, rising. */
function partners(drawn: readonly RunCrowd[], left: number): number[] {
  const found = new Set<number>();
  for (const crowd of drawn) {
    if (!isTooling(crowd.family)) continue;
    for (const group of crowd.groups.keys()) if (group > left) found.add(group);
  }
  return [...found].sort((x, y) => x - y);
}

/** The pools that both groups are full of, strongest first, as many as the rule asks for; undefined where it is not met. */
function sharedPools(
  scorer: PairScorer,
  drawn: readonly RunCrowd[],
  [left, right]: readonly [number, number],
  cells: readonly (readonly number[])[],
  outside: number,
  distinct: Distinct,
): SharedPool[] | undefined {
  const { parameters } = scorer.model;
  const byFamily = new Map<number, RunCrowd[]>();
  for (const crowd of drawn) {
    if (!crowd.groups.has(right)) continue;
    const ofFamily = byFamily.get(crowd.family);
    if (ofFamily === undefined) byFamily.set(crowd.family, [crowd]);
    else ofFamily.push(crowd);
  }
  const pools: SharedPool[] = [];
  for (const [family, crowds] of byFamily) {
    const usersA = distinct.count(crowds, (crowd) => crowd.groups.get(left));
    if (usersA / (cells[left]?.length ?? 1) < parameters.joinSaturation) continue;
    const usersB = distinct.count(crowds, (crowd) => crowd.groups.get(right));
    const share = Math.min(usersA / (cells[left]?.length ?? 1), usersB / (cells[right]?.length ?? 1));
    if (share < parameters.joinSaturation) continue;
    const usersOutside = distinct.count(crowds, (crowd) => crowd.outside);
    const bits = Math.min(
      parameters.joinFamilyBitsMax,
      Math.log2((share * (outside + 2)) / (usersOutside + 1)),
    );
    if (bits >= parameters.familyBitsMin) pools.push({ family, bits, crowds, usersA, usersB, usersOutside });
  }
  pools.sort((x, y) => y.bits - x.bits || x.family - y.family);
  const tooling = pools.find((pool) => isTooling(pool.family));
  if (tooling === undefined) return undefined;
  const others = pools.filter((pool) => pool !== tooling).slice(0, parameters.familiesMin - 1);
  return others.length < parameters.familiesMin - 1 ? undefined : [tooling, ...others];
}

/**
 * Names the join by one account of each group that share an identifier of every pool: of the first
 * few, the pair with the most bits of its own and nothing against it. False where there is none.
 */
function represent(
  scorer: PairScorer,
  [left, right]: readonly [number, number],
  cells: readonly (readonly number[])[],
  pools: readonly SharedPool[],
  outside: number,
  found: GroupRows,
): boolean {
  const lead = pools[0]?.crowds.reduce((x, y) => (fewerOf(y, left, right) > fewerOf(x, left, right) ? y : x));
  if (lead === undefined) return false;
  let best: { a: number; b: number; bits: number; shared: RunCrowd[] } | undefined;
  for (const a of (lead.groups.get(left) ?? []).slice(0, REPRESENTATIVES_MAX)) {
    for (const b of (lead.groups.get(right) ?? []).slice(0, REPRESENTATIVES_MAX)) {
      const shared = pools.flatMap(
        (pool) =>
          pool.crowds.find(
            (crowd) => crowd.groups.get(left)?.includes(a) && crowd.groups.get(right)?.includes(b),
          ) ?? [],
      );
      const bits = scorer.score(Math.min(a, b), Math.max(a, b));
      if (shared.length < pools.length || scorer.counterBits < 0 || scorer.declaredTogether) continue;
      if (best === undefined || bits > best.bits) best = { a, b, bits, shared };
    }
  }
  if (best === undefined) return false;
  const { input } = scorer;
  const sizeA = cells[left]?.length ?? 0;
  const sizeB = cells[right]?.length ?? 0;
  const { shared } = best;
  found.add(
    best.a,
    best.b,
    "joins_groups",
    pools.map((pool, i) => {
      const identifier = shared[i]?.identifier ?? 0;
      const who = `${grouped(pool.usersA)} of ${counted(sizeA, "account")} grouped with one of them and ${grouped(pool.usersB)} of ${counted(sizeB, "account")} grouped with the other`;
      const sentence = `${who} ${didWords(input, identifier, pool.crowds)}; ${grouped(pool.usersOutside)} of ${counted(outside, "account")} in no group of ${scorer.model.parameters.joinGroupMin} and more did.`;
      return groupRow(input, identifier, pool.bits, sentence);
    }),
  );
  return true;
}

function fewerOf(crowd: RunCrowd, left: number, right: number): number {
  return Math.min(crowd.groups.get(left)?.length ?? 0, crowd.groups.get(right)?.length ?? 0);
}
