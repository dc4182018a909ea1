import { identifierKind, type IdentifierKindSpec } from "../identifiers";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import { FAMILY_INDEX } from "../scoring/combine";
import type { Crowds } from "../scoring/crowds";

/** A crowd below this size says nothing of itself. */
const CROWD_MIN = 8;
/** An account's use counts from this many times on, and from this share of its uses of the kind. */
const USES_MIN = 3;
const USES_SHARE_MIN = 0.02;
/** Users in one group from which on the group draws from the crowd. */
const GROUP_USERS_MIN = 2;

/** An identifier whose users sit in groups, as an operator's do and a gathering's do not. */
export interface RunCrowd {
  identifier: number;
  family: number;
  /** Accounts in no group that use it. */
  outside: number[];
  /** Users by group, for groups that draw from it. */
  groups: Map<number, number[]>;
}

/**
 * Tests every identifier: is the share of its users that sit in groups what an operator's crowd
 * would show, or what the population shows? LLR = k·log2(p₁/p₀) + (n − k)·log2((1 − p₁)/(1 − p₀)).
 */
export function runCrowds(
  input: EngineInput,
  crowds: Crowds,
  model: EngineModel,
  groups: readonly (readonly number[])[],
  groupOf: Int32Array,
): RunCrowd[] {
  const { parameters } = model;
  const specs = input.kinds.map((kind): IdentifierKindSpec => identifierKind(kind));
  const totals = usesByKind(input);
  const accounts = input.accountIds.length;
  const inGroups = groups.reduce((sum, members) => sum + members.length, 0);
  const crowdMax = Math.max(parameters.joinCrowdMax, parameters.joinCrowdShareMax * accounts);
  const found: RunCrowd[] = [];
  for (let v = 0; v < input.identifierValue.length; v++) {
    const observed = (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0);
    const kind = input.identifierKind[v] ?? 0;
    const spec = specs[kind];
    const floor = input.roster[crowds.rosterEntry[v] ?? -1]?.capacity ?? 0;
    if (observed < CROWD_MIN || observed > crowdMax || floor > observed) continue;
    if (spec === undefined || spec.ownKind === true) continue;
    const users = characteristicUsers(input, totals[kind], v);
    const byGroup = new Map<number, number[]>();
    const outside: number[] = [];
    for (const account of users) {
      const group = groupOf[account] ?? -1;
      if (group === -1) {
        outside.push(account);
        continue;
      }
      const members = byGroup.get(group);
      if (members === undefined) byGroup.set(group, [account]);
      else members.push(account);
    }
    const inside = users.length - outside.length;
    if (
      crowdBits(users.length, inside, accounts, inGroups, parameters.joinCrowdShare) <
      parameters.joinCrowdBitsMin
    )
      continue;
    for (const [group, members] of byGroup) if (members.length < GROUP_USERS_MIN) byGroup.delete(group);
    if (byGroup.size >= 2)
      found.push({ identifier: v, family: FAMILY_INDEX[spec.family], outside, groups: byGroup });
  }
  return found;
}

/** Accounts that use identifier `v` as more than a passing habit. */
function characteristicUsers(input: EngineInput, totals: Float64Array | undefined, v: number): number[] {
  const users: number[] = [];
  const to = input.identifierStart[v + 1] ?? 0;
  for (let i = input.identifierStart[v] ?? 0; i < to; i++) {
    const use = input.identifierUses[i] ?? 0;
    const account = input.useAccount[use] ?? 0;
    const count = input.useCount[use] ?? 0;
    const total = totals?.[account] ?? count;
    if (total < USES_MIN || (count >= USES_MIN && count >= USES_SHARE_MIN * total)) users.push(account);
  }
  return users;
}

/** Uses of each kind by account. */
function usesByKind(input: EngineInput): Float64Array[] {
  const totals = input.kinds.map(() => new Float64Array(input.accountIds.length));
  for (let use = 0; use < input.useAccount.length; use++) {
    const ofKind = totals[input.identifierKind[input.useIdentifier[use] ?? 0] ?? 0];
    const account = input.useAccount[use] ?? 0;
    if (ofKind !== undefined) ofKind[account] = (ofKind[account] ?? 0) + (input.useCount[use] ?? 0);
  }
  return totals;
}

function crowdBits(
  users: number,
  inside: number,
  accounts: number,
  inGroups: number,
  runShare: number,
): number {
  if (users < CROWD_MIN) return Number.NEGATIVE_INFINITY;
  const elsewhere = Math.max(1, accounts - users);
  const base = Math.min(0.5, Math.max(1 / accounts, (inGroups - inside) / elsewhere));
  return inside * Math.log2(runShare / base) + (users - inside) * Math.log2((1 - runShare) / (1 - base));
}
