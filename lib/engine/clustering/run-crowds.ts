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
/** Of all its users, passing ones too, so many at least sit in groups; of fewer it need not be asked who they are. */
const INSIDE_SHARE_MIN = 0.05;
/** Users in one group from which on the group draws from the crowd. */
const GROUP_USERS_MIN = 2;

/** Families that are an operator's own tooling; what it rents (exits, cards) other operators rent too. */
const TOOLING: readonly number[] = [FAMILY_INDEX.client, FAMILY_INDEX.behaviour];

/** An identifier whose users sit in groups, as an operator's do and a gathering's do not. */
export interface RunCrowd {
  identifier: number;
  /** Index into FAMILIES. */
  family: number;
  /** Accounts in no group that use it. */
  outside: number[];
  /** Users by group, for groups that draw from it. */
  groups: Map<number, number[]>;
}

/**
 * Tests every identifier: is the share of its users that sit in groups what an operator's crowd
 * would show, or what the population shows? LLR = k·log2(p₁/p₀) + (n − k)·log2((1 − p₁)/(1 − p₀)).
 * Crowds are in order of kind and value.
 * @param groups accounts of each group; `groupOf` the group of each account, -1 where it is in none
 */
export function runCrowds(
  input: EngineInput,
  crowds: Crowds,
  model: EngineModel,
  groups: readonly (readonly number[])[],
  groupOf: Int32Array,
  characteristic: CharacteristicUsers,
): RunCrowd[] {
  const { parameters } = model;
  const specs = input.kinds.map((kind): IdentifierKindSpec => identifierKind(kind));
  const accounts = input.accountIds.length;
  const inGroups = groups.reduce((sum, members) => sum + members.length, 0);
  const crowdMax = Math.max(parameters.joinCrowdMax, parameters.joinCrowdShareMax * accounts);
  const found: RunCrowd[] = [];
  for (const v of drawnByGroups(input, groups)) {
    const observed = (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0);
    if (observed < CROWD_MIN || observed > crowdMax) continue;
    const spec = specs[input.identifierKind[v] ?? 0];
    const floor = input.roster[crowds.rosterEntry[v] ?? -1]?.capacity ?? 0;
    if (floor > observed || spec === undefined || spec.ownKind === true || spec.gathersByNature === true)
      continue;
    const users = characteristic.of(v);
    let inside = 0;
    for (const account of users) if ((groupOf[account] ?? -1) !== -1) inside++;
    if (
      crowdBits(users.length, inside, accounts, inGroups, parameters.joinCrowdShare) <
      parameters.joinCrowdBitsMin
    )
      continue;
    const byGroup = new Map<number, number[]>();
    const outside: number[] = [];
    for (const account of users) {
      const group = groupOf[account] ?? -1;
      const members = group === -1 ? outside : byGroup.get(group);
      if (members === undefined) byGroup.set(group, [account]);
      else members.push(account);
    }
    for (const [group, members] of byGroup) if (members.length < GROUP_USERS_MIN) byGroup.delete(group);
    if (byGroup.size > 0)
      found.push({ identifier: v, family: FAMILY_INDEX[spec.family], outside, groups: byGroup });
  }
  return found.sort((x, y) => (nameOf(input, x.identifier) < nameOf(input, y.identifier) ? -1 : 1));
}

/** "kind:value": an order that does not depend on when an identifier arrived. */
function nameOf(input: EngineInput, identifier: number): string {
  return `${input.kinds[input.identifierKind[identifier] ?? 0] ?? ""}:${input.identifierValue[identifier] ?? ""}`;
}

/** Identifiers so many of whose users sit in groups that they may be run crowds. */
function drawnByGroups(input: EngineInput, groups: readonly (readonly number[])[]): number[] {
  const inside = new Int32Array(input.identifierValue.length);
  const found: number[] = [];
  for (const members of groups) {
    for (const account of members) {
      const end = input.accountStart[account + 1] ?? 0;
      for (let use = input.accountStart[account] ?? 0; use < end; use++) {
        const v = input.useIdentifier[use] ?? 0;
        const count = (inside[v] ?? 0) + 1;
        inside[v] = count;
        if (count * 2 > CROWD_MIN && (count - 1) * 2 <= CROWD_MIN) found.push(v);
      }
    }
  }
  return found.filter((v) => {
    const observed = (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0);
    return (inside[v] ?? 0) >= INSIDE_SHARE_MIN * observed;
  });
}

/** Accounts that use an identifier as more than a passing habit; kept, because every group step asks again. */
export class CharacteristicUsers {
  readonly #known = new Map<number, Int32Array>();

  constructor(private readonly input: EngineInput) {}

  /** Account positions, rising. */
  of(v: number): Int32Array {
    const known = this.#known.get(v);
    if (known !== undefined) return known;
    const { accountStart, identifierStart, identifierUses, useAccount, useCount, useKind } = this.input;
    const kind = this.input.identifierKind[v] ?? 0;
    const from = identifierStart[v] ?? 0;
    const to = identifierStart[v + 1] ?? 0;
    const users = new Int32Array(to - from);
    let found = 0;
    for (let at = from; at < to; at++) {
      const use = identifierUses[at] ?? 0;
      const account = useAccount[use] ?? 0;
      let total = 0;
      const end = accountStart[account + 1] ?? 0;
      for (let other = accountStart[account] ?? 0; other < end; other++)
        if (useKind[other] === kind) total += useCount[other] ?? 0;
      const count = useCount[use] ?? 0;
      if (total < USES_MIN || (count >= USES_MIN && count >= USES_SHARE_MIN * total))
        users[found++] = account;
    }
    const kept = users.slice(0, found).sort();
    this.#known.set(v, kept);
    return kept;
  }
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

export const isTooling = (family: number): boolean => TOOLING.includes(family);
