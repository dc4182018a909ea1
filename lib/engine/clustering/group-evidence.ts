import { FAMILIES } from "@/lib/domain/identifier";
import { GrowableInts } from "../growable";
import type { EngineModel, GroupRow } from "../model";
import { FAMILY_INDEX, hasHardFamily } from "../scoring/combine";
import type { LinkReasons, ScoredLinks } from "../scoring/score-links";
import type { PairScorer } from "../scoring/score-pair";
import { crowdJoins } from "./crowd-joins";
import { GroupRows, groupRow, saturationSentence } from "./group-rows";
import { type CharacteristicUsers, isTooling, type RunCrowd, runCrowds } from "./run-crowds";
import { spanningForest } from "./spanning-forest";
import type { UnionFind } from "./union-find";

/** Members of a network that are tried as the one an account is tied to. */
const TIES_TRIED_MAX = 24;
/** Accounts of a network that must use an identifier, and their share, before it speaks for others. */
const SPEAKING_USERS_MIN = 8;
const SPEAKING_SHARE_MIN = 0.1;

/** Of the users of what speaks most, at most one in five may be in no network. */
const LEAD_BITS_MIN = 2;

/** What the group steps look at. */
export interface GroupStepInput {
  scorer: PairScorer;
  links: ScoredLinks;
  reasons: LinkReasons;
  users: CharacteristicUsers;
}

/**
 * First group step: cells, then crowds. Cells are what single links hold together, those that lack a
 * second family included: accounts on one virtual card, say, that otherwise share only what their
 * operator's whole crowd shares. A link inside a cell that lacks a second family gets it where both accounts
 * use one and the same run crowd of tooling that several cells draw from.
 */
export function cellEvidence({ scorer, links, reasons, users }: GroupStepInput): GroupRows {
  const { input, crowds, model } = scorer;
  const found = new GroupRows(input);
  const lacking = lackingOneFamily(model, links, reasons);
  if (lacking.length === 0) return found;
  const positions = merged(reasons.positions("confirmed"), lacking);
  const { sets, forest } = spanningForest(input.accountIds.length, links, positions, input.decisions);
  const { groups, groupOf } = groupsFrom(sets, forest, links, model.parameters.joinGroupMin);
  if (groups.length < 2) return found;
  const run = runCrowds(input, crowds, model, groups, groupOf, users);
  holdCells({ scorer, links, reasons, users }, groups, groupOf, forest, run, found);
  return found;
}

/** Second group step: groups that are full of the same run crowds are joined, see `crowdJoins`. */
export function joinEvidence({ scorer, links, reasons, users }: GroupStepInput): GroupRows {
  const { input, crowds, model } = scorer;
  const found = new GroupRows(input);
  const positions = reasons.positions("confirmed");
  const { sets, forest } = spanningForest(input.accountIds.length, links, positions, input.decisions);
  const { groups, groupOf } = groupsFrom(sets, forest, links, model.parameters.joinGroupMin);
  if (groups.length < 2) return found;
  crowdJoins(scorer, groups, runCrowds(input, crowds, model, groups, groupOf, users), found);
  return found;
}

/** Links that have the bits, and from a family that can make a cell, but from no second one. */
function lackingOneFamily(model: EngineModel, links: ScoredLinks, reasons: LinkReasons): Int32Array {
  const kept = new GrowableInts();
  for (let l = 0; l < links.count; l++)
    if (reasons.at(l) === "one_family" && makesCell(model, links, l)) kept.push(l);
  return kept.view();
}

/** Families whose identifiers can make a cell; an address alone cannot, too many strangers stand behind one. */
const CELL_FAMILIES: readonly number[] = [FAMILY_INDEX.payment, FAMILY_INDEX.client];

function makesCell(model: EngineModel, links: ScoredLinks, l: number): boolean {
  return CELL_FAMILIES.some(
    (f) => (links.families[l * FAMILIES.length + f] ?? 0) >= model.parameters.familyBitsMin,
  );
}

function merged(x: Int32Array, y: Int32Array): Int32Array {
  const all = new Int32Array(x.length + y.length);
  all.set(x);
  all.set(y, x.length);
  return all.sort();
}

function groupsFrom(
  sets: UnionFind,
  forest: readonly number[],
  links: ScoredLinks,
  sizeMin: number,
): { groups: number[][]; groupOf: Int32Array } {
  const members = new Map<number, Set<number>>();
  for (const l of forest) {
    const a = links.a[l] ?? 0;
    const root = sets.find(a);
    if (sets.sizeOf(root) < sizeMin) continue;
    const group = members.get(root);
    if (group === undefined) members.set(root, new Set([a, links.b[l] ?? 0]));
    else group.add(a).add(links.b[l] ?? 0);
  }
  const groups = [...members.values()]
    .map((group) => [...group].sort((x, y) => x - y))
    .sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
  const groupOf = new Int32Array(sets.length).fill(-1);
  groups.forEach((group, index) => {
    for (const account of group) groupOf[account] = index;
  });
  return { groups, groupOf };
}

/** Adds, to each forest link of a cell that lacks a family, the tooling crowd both accounts use. */
function holdCells(
  { scorer, links, reasons }: GroupStepInput,
  groups: readonly (readonly number[])[],
  groupOf: Int32Array,
  forest: readonly number[],
  run: readonly RunCrowd[],
  found: GroupRows,
): void {
  const { input, model } = scorer;
  const groupMin = model.parameters.joinGroupMin;
  const outside = input.accountIds.length - groups.reduce((sum, members) => sum + members.length, 0);
  const drawnBy = crowdsByUser(
    run.filter((crowd) => isTooling(crowd.family) && crowd.groups.size >= 2),
    (crowd) => crowd.groups.values(),
  );
  for (const l of forest) {
    if (reasons.at(l) !== "one_family") continue;
    const a = links.a[l] ?? 0;
    const b = links.b[l] ?? 0;
    const cell = groupOf[a] ?? -1;
    if (cell === -1) continue;
    const size = groups[cell]?.length ?? 1;
    const ofB = new Set(drawnBy.get(b));
    const rows = bestPerFamily(
      (drawnBy.get(a) ?? []).filter((crowd) => ofB.has(crowd)),
      (crowd) => {
        const users = crowd.groups.get(cell)?.length ?? 0;
        return Math.log2(((users / size) * (outside + 2)) / (crowd.outside.length + 1));
      },
      model,
    ).map(({ crowd, bits }): GroupRow => {
      const users = crowd.groups.get(cell)?.length ?? 0;
      const noun = "grouped with them";
      return groupRow(
        input,
        crowd.identifier,
        bits,
        saturationSentence(input, crowd, { inside: users, size, noun, outside, groupMin }),
      );
    });
    if (rows.length > 0) found.add(a, b, "holds_cell", rows);
  }
}

function crowdsByUser(
  crowds: readonly RunCrowd[],
  usersOf: (crowd: RunCrowd) => Iterable<readonly number[]>,
): Map<number, RunCrowd[]> {
  const byUser = new Map<number, RunCrowd[]>();
  for (const crowd of crowds) {
    for (const users of usersOf(crowd)) {
      for (const account of users) {
        const list = byUser.get(account);
        if (list === undefined) byUser.set(account, [crowd]);
        else list.push(crowd);
      }
    }
  }
  return byUser;
}

/**
 * Of each family the crowd that says most, where it says enough to count. What always travels together
 * (ten templates of one tool) is one piece of evidence, so a family has one row.
 */
function bestPerFamily(
  crowds: readonly RunCrowd[],
  bitsOf: (crowd: RunCrowd) => number,
  model: EngineModel,
): { crowd: RunCrowd; bits: number }[] {
  const { joinFamilyBitsMax, familyBitsMin } = model.parameters;
  const best = new Map<number, { crowd: RunCrowd; bits: number }>();
  for (const crowd of crowds) {
    const bits = Math.min(joinFamilyBitsMax, bitsOf(crowd));
    if (bits >= familyBitsMin && bits > (best.get(crowd.family)?.bits ?? 0))
      best.set(crowd.family, { crowd, bits });
  }
  return [...best.values()].sort((x, y) => y.bits - x.bits || x.crowd.family - y.crowd.family);
}

/**
 * Third group step: accounts that no pair ties to a network, although they use what hardly anybody
 * outside it does ("1 180 of 1 320 accounts of the network send this template; 131 others do"). For such an
 * account the users of an identifier outside every network are the strangers to expect and those
 * inside the co-users: bits = log2 (users in the network / users in none). Two families, one of
 * them tooling and one hard, and one row a family; tied to the member it shares most with. Never core.
 * Only accounts in no group at all are added: nobody comes along whom nothing ties.
 * @param groups members of every group, those of at least `SPEAKING_USERS_MIN` accounts being networks
 */
export function soloEvidence(
  scorer: PairScorer,
  groups: readonly (readonly number[])[],
  users: CharacteristicUsers,
): GroupRows {
  const { input, crowds, model } = scorer;
  const groupMin = SPEAKING_USERS_MIN;
  const found = new GroupRows(input);
  const large = groups.filter((members) => members.length >= SPEAKING_USERS_MIN);
  if (large.length === 0) return found;
  const networkOf = new Int32Array(input.accountIds.length).fill(-1);
  large.forEach((members, network) => {
    for (const account of members) networkOf[account] = network;
  });
  const run = runCrowds(input, crowds, model, large, networkOf, users);
  const outside = input.accountIds.length - large.reduce((sum, members) => sum + members.length, 0);
  const grouped = new Set(groups.flat());
  const drawnBy = crowdsByUser(run, (crowd) => [crowd.outside]);
  for (const account of [...drawnBy.keys()].sort((x, y) => x - y)) {
    if (grouped.has(account)) continue;
    const drawn = drawnBy.get(account) ?? [];
    const best = bestTie(scorer, account, drawn, large);
    if (best === undefined) continue;
    const size = large[best.network]?.length ?? 0;
    found.add(
      account,
      best.member,
      "adds_account",
      best.rows.map(({ crowd, bits }) => {
        const users = crowd.groups.get(best.network)?.length ?? 0;
        const noun = "of the network";
        return groupRow(
          input,
          crowd.identifier,
          bits,
          saturationSentence(input, crowd, { inside: users, size, noun, outside, groupMin }),
        );
      }),
    );
  }
  return found;
}

interface Tie {
  network: number;
  member: number;
  rows: { crowd: RunCrowd; bits: number }[];
  bits: number;
}

/** The network an account is drawn to most, and a member that uses what draws it; undefined where nothing does enough. */
function bestTie(
  scorer: PairScorer,
  account: number,
  drawn: readonly RunCrowd[],
  networks: readonly (readonly number[])[],
): Tie | undefined {
  const { model } = scorer;
  const candidates = new Set(
    drawn.filter((crowd) => isTooling(crowd.family)).flatMap((crowd) => [...crowd.groups.keys()]),
  );
  let best: Tie | undefined;
  for (const network of [...candidates].sort((x, y) => x - y)) {
    const size = networks[network]?.length ?? 1;
    const speaking = drawn.filter((crowd) => {
      const users = crowd.groups.get(network)?.length ?? 0;
      return users >= SPEAKING_USERS_MIN && users >= SPEAKING_SHARE_MIN * size;
    });
    const bitsOf = (crowd: RunCrowd): number =>
      Math.log2((crowd.groups.get(network)?.length ?? 0) / crowd.outside.length);
    const most = bestPerFamily(speaking, bitsOf, model);
    if (!isEnough(most, model)) continue;
    const lead = most.find(({ crowd }) => isTooling(crowd.family));
    for (const member of spread(lead?.crowd.groups.get(network) ?? [], TIES_TRIED_MAX)) {
      const rows = bestPerFamily(
        speaking.filter((crowd) => includes(crowd.groups.get(network) ?? [], member)),
        bitsOf,
        model,
      );
      if (!isEnough(rows, model)) continue;
      const bits = rows.reduce((sum, row) => sum + row.bits, 0);
      if (best !== undefined && bits <= best.bits) continue;
      scorer.score(Math.min(account, member), Math.max(account, member));
      if (scorer.counterBits < 0 || scorer.declaredTogether) continue;
      best = { network, member, rows, bits };
    }
  }
  return best;
}

/** Two families, of which one is tooling, and bits that confirm by themselves. */
function isEnough(rows: readonly { crowd: RunCrowd; bits: number }[], model: EngineModel): boolean {
  const { familiesMin, confirmBits, furtherFamilyWeight } = model.parameters;
  if (rows.length < familiesMin || !rows.some(({ crowd }) => isTooling(crowd.family))) return false;
  if ((rows[0]?.bits ?? 0) < LEAD_BITS_MIN) return false;
  if (!hasHardFamily(rows.reduce((mask, { crowd }) => mask | (1 << crowd.family), 0))) return false;
  const sum = rows.reduce((bits, row, rank) => bits + row.bits * (rank === 0 ? 1 : furtherFamilyWeight), 0);
  return sum >= confirmBits;
}

/** Up to `max` of the values, evenly spread over them. */
function spread(values: readonly number[], max: number): number[] {
  if (values.length <= max) return [...values];
  return Array.from({ length: max }, (_, i) => values[Math.floor((i * values.length) / max)] ?? 0);
}

/** Whether rising values hold one. */
function includes(values: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return values[low] === wanted;
}
