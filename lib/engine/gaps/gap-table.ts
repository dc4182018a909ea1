import { randomInt, type Rng } from "@/lib/core/rng";
import { identifierKind } from "../identifiers";
import { GrowableInts } from "../growable";
import type { EngineInput } from "../input";
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
  const users = timedUsers(input);
  for (const kind of order) {
    const spec = identifierKind(input.kinds[kind] ?? "");
    if (spec.gap === "none") continue;
    const ofKind = users[kind];
    if (ofKind === undefined) continue;
    const pool = new TimedUses(input, kind, ofKind);
    const { accounts } = pool;
    if (accounts < parameters.gapAccountsMin || accounts < 2) continue;
    const sampled = new Float64Array(parameters.gapSamples);
    for (let i = 0; i < sampled.length; i++) {
      const a = randomInt(rng, accounts);
      const b = (a + 1 + randomInt(rng, accounts - 1)) % accounts;
      const useA = pool.pick(a, rng);
      const useB = pool.pick(b, rng);
      const firstA = input.useFirstMs[useA] ?? 0;
      const firstB = input.useFirstMs[useB] ?? 0;
      sampled[i] =
        spec.gap === "starts"
          ? Math.abs(firstA - firstB)
          : windowGapMs(firstA, input.useLastMs[useA] ?? 0, firstB, input.useLastMs[useB] ?? 0);
    }
    kinds[spec.kind] = gapTable(sampled, parameters.chanceFloor);
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

/** Accounts that use a kind at a known time, rising. */
interface KindUsers {
  account: GrowableInts;
  /** The account's use of the kind where it has but one, else -1. */
  onlyUse: GrowableInts;
}

function timedUsers(input: EngineInput): KindUsers[] {
  const { accountStart, useKind, useFirstMs } = input;
  const found = input.kinds.map(() => ({ account: new GrowableInts(), onlyUse: new GrowableInts() }));
  const last = new Int32Array(input.kinds.length).fill(-1);
  for (let account = 0; account + 1 < accountStart.length; account++) {
    const end = accountStart[account + 1] ?? 0;
    for (let use = accountStart[account] ?? 0; use < end; use++) {
      if (Number.isNaN(useFirstMs[use] ?? Number.NaN)) continue;
      const kind = useKind[use] ?? 0;
      const users = found[kind];
      if (users === undefined) continue;
      if (last[kind] === account) {
        users.onlyUse.set(users.onlyUse.length - 1, -1);
        continue;
      }
      last[kind] = account;
      users.account.push(account);
      users.onlyUse.push(use);
    }
  }
  return found;
}

/** Draws one of an account's timed uses of a kind: by time, so that arrival order is of no account. */
class TimedUses {
  readonly #input: EngineInput;
  readonly #kind: number;
  readonly #accounts: Int32Array;
  readonly #onlyUses: Int32Array;
  readonly #uses: number[] = [];

  constructor(input: EngineInput, kind: number, users: KindUsers) {
    this.#input = input;
    this.#kind = kind;
    this.#accounts = users.account.view();
    this.#onlyUses = users.onlyUse.view();
  }

  get accounts(): number {
    return this.#accounts.length;
  }

  readonly #byTime = (x: number, y: number): number =>
    (this.#input.useFirstMs[x] ?? 0) - (this.#input.useFirstMs[y] ?? 0) ||
    (this.#input.useLastMs[x] ?? 0) - (this.#input.useLastMs[y] ?? 0);

  /** `place` of the account among those that use the kind. */
  pick(place: number, rng: Rng): number {
    const only = this.#onlyUses[place] ?? -1;
    if (only !== -1) return only;
    const { accountStart, useKind, useFirstMs } = this.#input;
    const account = this.#accounts[place] ?? 0;
    const uses = this.#uses;
    uses.length = 0;
    const end = accountStart[account + 1] ?? 0;
    for (let use = accountStart[account] ?? 0; use < end; use++)
      if (useKind[use] === this.#kind && !Number.isNaN(useFirstMs[use] ?? Number.NaN)) uses.push(use);
    uses.sort(this.#byTime);
    return uses[randomInt(rng, uses.length)] ?? 0;
  }
}
