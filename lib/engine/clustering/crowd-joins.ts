import { counted, grouped } from "@/lib/core/format";
import { FAMILIES } from "@/lib/domain/identifier";
import { identifierKind, type IdentifierKindSpec } from "../identifiers";
import type { EngineInput } from "../input";
import type { EngineModel, ModelJoin } from "../model";
import { acrossFamilies, FAMILY_INDEX } from "../scoring/combine";
import type { Crowds } from "../scoring/crowds";
import type { PairScorer } from "../scoring/score-pair";
import { UnionFind } from "./union-find";

/** A crowd below this size says nothing of itself. */
const CROWD_MIN = 8;
/** An account's use counts from this many times on, and from this share of its uses of the kind. */
const REPRESENTATIVES_MAX = 6;
const USES_MIN = 3;
const USES_SHARE_MIN = 0.02;

/** One identifier that two groups are full of. */
export interface JoinCrowd {
  identifier: number;
  bits: number;
  usersA: number;
  sizeA: number;
  usersB: number;
  sizeB: number;
  /** Users in no group, and accounts in no group. */
  usersOutside: number;
  outside: number;
}

/** Two groups held together by crowds of at least two families, named by one account of each. */
export interface CrowdJoin {
  a: number;
  b: number;
  bits: number;
  crowds: JoinCrowd[];
}

interface RunCrowd {
  identifier: number;
  family: number;
  usersOutside: number;
  /** Groups that are full of it, with their users. */
  groups: { group: number; users: number }[];
}

/**
 * Joins groups that pairs alone cannot join, because what they share has a crowd of the operator's
 * own making. A run crowd consists of groups; a course, a hackathon or a carrier's address does not.
 * Two groups are joined where both are full of run crowds of at least two families, one of them not
 * behaviour. Returns the fewest joins that connect what belongs together, strongest first.
 */
export function crowdJoins(scorer: PairScorer, groups: readonly (readonly number[])[]): CrowdJoin[] {
  const { input, crowds, model } = scorer;
  const cells = groups.filter((members) => members.length >= model.parameters.joinGroupMin);
  if (cells.length < 2) return [];
  const cellOf = new Int32Array(input.accountIds.length).fill(-1);
  cells.forEach((members, cell) => {
    for (const account of members) cellOf[account] = cell;
  });
  const run = runCrowds(input, crowds, model, cells, cellOf);
  const joins = pairwiseJoins(scorer, cells, run);
  const sets = new UnionFind(cells.length);
  return joins.filter((join) => sets.union(cellOf[join.a] ?? 0, cellOf[join.b] ?? 0));
}

/** Accounts that use identifier `v` as more than a passing habit. */
function characteristicUsers(input: EngineInput, totals: Map<number, number>[], v: number): number[] {
  const users: number[] = [];
  const kind = input.identifierKind[v] ?? 0;
  const to = input.identifierStart[v + 1] ?? 0;
  for (let i = input.identifierStart[v] ?? 0; i < to; i++) {
    const use = input.identifierUses[i] ?? 0;
    const account = input.useAccount[use] ?? 0;
    const count = input.useCount[use] ?? 0;
    const total = totals[kind]?.get(account) ?? count;
    if (total < USES_MIN || (count >= USES_MIN && count >= USES_SHARE_MIN * total)) users.push(account);
  }
  return users;
}

function usesByKind(input: EngineInput): Map<number, number>[] {
  const totals = input.kinds.map(() => new Map<number, number>());
  for (let use = 0; use < input.useAccount.length; use++) {
    const ofKind = totals[input.identifierKind[input.useIdentifier[use] ?? 0] ?? 0];
    const account = input.useAccount[use] ?? 0;
    ofKind?.set(account, (ofKind.get(account) ?? 0) + (input.useCount[use] ?? 0));
  }
  return totals;
}

function runCrowds(
  input: EngineInput,
  crowds: Crowds,
  model: EngineModel,
  cells: readonly (readonly number[])[],
  cellOf: Int32Array,
): RunCrowd[] {
  const { parameters } = model;
  const specs = input.kinds.map((kind): IdentifierKindSpec => identifierKind(kind));
  const totals = usesByKind(input);
  const accounts = input.accountIds.length;
  const inCells = cells.reduce((sum, members) => sum + members.length, 0);
  const crowdMax = Math.max(parameters.joinCrowdMax, parameters.joinCrowdShareMax * accounts);
  const found: RunCrowd[] = [];
  for (let v = 0; v < input.identifierValue.length; v++) {
    const observed = (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0);
    const spec = specs[input.identifierKind[v] ?? 0];
    const floor = input.roster[crowds.rosterEntry[v] ?? -1]?.capacity ?? 0;
    if (
      spec === undefined ||
      spec.ownKind === true ||
      observed < CROWD_MIN ||
      observed > crowdMax ||
      floor > observed
    )
      continue;
    const users = characteristicUsers(input, totals, v);
    const perCell = new Map<number, number>();
    for (const account of users) {
      const cell = cellOf[account] ?? -1;
      if (cell !== -1) perCell.set(cell, (perCell.get(cell) ?? 0) + 1);
    }
    const inside = [...perCell.values()].reduce((sum, n) => sum + n, 0);
    if (
      crowdBits(users.length, inside, accounts, inCells, parameters.joinCrowdShare) <
      parameters.joinCrowdBitsMin
    )
      continue;
    const full = [...perCell]
      .filter(([cell, n]) => n >= parameters.joinSaturation * (cells[cell]?.length ?? 0))
      .map(([group, n]) => ({ group, users: n }));
    if (full.length < 2) continue;
    found.push({
      identifier: v,
      family: FAMILY_INDEX[spec.family],
      usersOutside: users.length - inside,
      groups: full,
    });
  }
  return found;
}

/** log2 of how much likelier `inside` of `users` are in groups if the crowd is run than if it gathered by itself. */
function crowdBits(
  users: number,
  inside: number,
  accounts: number,
  inCells: number,
  runShare: number,
): number {
  if (users < CROWD_MIN) return Number.NEGATIVE_INFINITY;
  const elsewhere = Math.max(1, accounts - users);
  const base = Math.min(0.5, Math.max(1 / accounts, (inCells - inside) / elsewhere));
  return inside * Math.log2(runShare / base) + (users - inside) * Math.log2((1 - runShare) / (1 - base));
}

function pairwiseJoins(
  scorer: PairScorer,
  cells: readonly (readonly number[])[],
  run: readonly RunCrowd[],
): CrowdJoin[] {
  const { input } = scorer;
  const { parameters } = scorer.model;
  const outside = input.accountIds.length - cells.reduce((sum, members) => sum + members.length, 0);
  const best = new Map<number, (JoinCrowd | undefined)[]>();
  for (const crowd of run) {
    const groups = crowd.groups.toSorted((x, y) => x.group - y.group);
    groups.forEach((left, i) => {
      for (const right of groups.slice(i + 1)) {
        const sizeA = cells[left.group]?.length ?? 1;
        const sizeB = cells[right.group]?.length ?? 1;
        const share = Math.min(left.users / sizeA, right.users / sizeB);
        const elsewhere = (crowd.usersOutside + 1) / (outside + 2);
        const bits = Math.min(parameters.joinFamilyBitsMax, Math.log2(share / elsewhere));
        if (bits < parameters.familyBitsMin) continue;
        const key = left.group * cells.length + right.group;
        const families = best.get(key) ?? [];
        best.set(key, families);
        const known = families[crowd.family];
        const joined: JoinCrowd = {
          identifier: crowd.identifier,
          bits,
          usersA: left.users,
          sizeA,
          usersB: right.users,
          sizeB,
          usersOutside: crowd.usersOutside,
          outside,
        };
        if (known === undefined || isStronger(input, joined, known)) families[crowd.family] = joined;
      }
    });
  }
  const joins: CrowdJoin[] = [];
  for (const [key, found] of best) {
    const kept = strongestFamilies(found, parameters.familiesMin);
    const left = cells[Math.floor(key / cells.length)] ?? [];
    const right = cells[key % cells.length] ?? [];
    const join = kept === undefined ? undefined : representedBy(scorer, [left, right], kept, found);
    if (join !== undefined) joins.push(join);
  }
  return joins.sort((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b);
}

function isStronger(input: EngineInput, x: JoinCrowd, y: JoinCrowd): boolean {
  if (x.bits !== y.bits) return x.bits > y.bits;
  const users = x.usersA + x.usersB - y.usersA - y.usersB;
  if (users !== 0) return users > 0;
  const name = (v: number): string =>
    `${input.kinds[input.identifierKind[v] ?? 0] ?? ""}:${input.identifierValue[v] ?? ""}`;
  return name(x.identifier) < name(y.identifier);
}

/** The families of the strongest crowds, enough for the rule and not all behaviour; undefined where there are too few. */
function strongestFamilies(
  found: readonly (JoinCrowd | undefined)[],
  familiesMin: number,
): number[] | undefined {
  const families = found.flatMap((crowd, family) => (crowd === undefined ? [] : [family]));
  if (families.length < familiesMin) return undefined;
  return families
    .sort((x, y) => (found[y]?.bits ?? 0) - (found[x]?.bits ?? 0) || x - y)
    .slice(0, familiesMin);
}

/**
 * Names the join by one account of each group that uses all its crowds: of the first few, the
 * pair with the most bits of its own and nothing against it.
 */
function representedBy(
  scorer: PairScorer,
  members: readonly [readonly number[], readonly number[]],
  kept: readonly number[],
  found: readonly (JoinCrowd | undefined)[],
): CrowdJoin | undefined {
  const { input } = scorer;
  const crowds = kept.flatMap((family) => found[family] ?? []);
  const usesAll = (account: number): boolean =>
    crowds.every((crowd) => usesIdentifier(input, account, crowd.identifier));
  const [left, right] = members.map((accounts) => accounts.filter(usesAll).slice(0, REPRESENTATIVES_MAX));
  let pair: { left: number; right: number; bits: number } | undefined;
  for (const a of left ?? []) {
    for (const b of right ?? []) {
      const bits = scorer.scoreQuickly(Math.min(a, b), Math.max(a, b));
      if (scorer.counterBits < 0 || scorer.declaredTogether) continue;
      if (pair === undefined || bits > pair.bits) pair = { left: a, right: b, bits };
    }
  }
  if (pair === undefined) return undefined;
  const families = new Float64Array(FAMILIES.length);
  for (const family of kept) families[family] = found[family]?.bits ?? 0;
  return {
    a: Math.min(pair.left, pair.right),
    b: Math.max(pair.left, pair.right),
    bits: acrossFamilies(families, scorer.model.parameters),
    crowds:
      pair.left < pair.right
        ? crowds
        : crowds.map((c) => ({ ...c, usersA: c.usersB, sizeA: c.sizeB, usersB: c.usersA, sizeB: c.sizeA })),
  };
}

function usesIdentifier(input: EngineInput, account: number, identifier: number): boolean {
  const to = input.accountStart[account + 1] ?? 0;
  for (let use = input.accountStart[account] ?? 0; use < to; use++) {
    if (input.useIdentifier[use] === identifier) return true;
  }
  return false;
}

/** The join as the model keeps it, each crowd with its sentence. */
export function modelJoin(input: EngineInput, join: CrowdJoin): ModelJoin {
  return {
    accountA: input.accountIds[join.a] ?? "",
    accountB: input.accountIds[join.b] ?? "",
    rows: join.crowds.map((crowd) => {
      const kind = input.kinds[input.identifierKind[crowd.identifier] ?? 0] ?? "";
      const value = input.identifierValue[crowd.identifier] ?? "";
      const spec = identifierKind(kind);
      return { kind, value, bits: crowd.bits, sentence: joinSentence(crowd, spec.did(spec.show(value))) };
    }),
  };
}

function joinSentence(crowd: JoinCrowd, did: string): string {
  return `${grouped(crowd.usersA)} of the ${grouped(crowd.sizeA)} accounts grouped with one of them and ${grouped(crowd.usersB)} of the ${grouped(crowd.sizeB)} grouped with the other ${did}; ${grouped(crowd.usersOutside)} of ${counted(crowd.outside, "account")} in no group did.`;
}
