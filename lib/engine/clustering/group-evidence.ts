import { FAMILIES } from "@/lib/domain/identifier";
import type { StatusReason } from "../guard/link-status";
import { GrowableInts } from "../growable";
import type { EngineModel, GroupRow } from "../model";
import { enoughFamilies, FAMILY_INDEX } from "../scoring/combine";
import type { LinkReasons } from "../scoring/link-reasons";
import type { ScoredLinks } from "../scoring/scored-links";
import type { PairScorer } from "../scoring/score-pair";
import { crowdJoins } from "./crowd-joins";
import { bestPerFamily, crowdsByUser } from "./drawn-crowds";
import { GroupRows, groupRow, saturationSentence } from "./group-rows";
import { type CharacteristicUsers, isTooling, type RunCrowd, runCrowds } from "./run-crowds";
import { byFallingBits, spanningForest } from "./spanning-forest";
import type { UnionFind } from "./union-find";

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
 * operator's whole crowd shares. A link inside a cell that lacks a second family, or that a theft would explain
 * as well, gets it where both accounts use one and the same run crowd of tooling that several cells draw from:
 * a victim does not use his thief's tools.
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
  holdCells({ scorer, links, reasons, users }, groups, groupOf, byFallingBits(links, lacking), run, found);
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

/** Links that have the bits, and from a family that can make a cell, but from no second one, or from a credential that may be stolen. */
function lackingOneFamily(model: EngineModel, links: ScoredLinks, reasons: LinkReasons): Int32Array {
  const kept = new GrowableInts();
  for (let l = 0; l < links.count; l++)
    if (LACKING.includes(reasons.at(l)) && makesCell(model, links, l)) kept.push(l);
  return kept.view();
}

const LACKING: readonly StatusReason[] = ["one_family", "possible_victim"];

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

/**
 * Adds the tooling crowd both accounts use to links that lack a family, strongest first, until a cell hangs
 * together as far as it can. `lacking` holds their positions.
 */
function holdCells(
  { scorer, links, reasons }: GroupStepInput,
  groups: readonly (readonly number[])[],
  groupOf: Int32Array,
  lacking: Int32Array,
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
  const confirmed = reasons.positions("confirmed");
  const { sets } = spanningForest(input.accountIds.length, links, confirmed, input.decisions);
  for (const l of lacking) {
    const a = links.a[l] ?? 0;
    const b = links.b[l] ?? 0;
    const cell = groupOf[a] ?? -1;
    if (cell === -1 || sets.find(a) === sets.find(b)) continue;
    const size = groups[cell]?.length ?? 1;
    const ofB = new Set(drawnBy.get(b));
    const tooling = bestPerFamily(
      (drawnBy.get(a) ?? []).filter((crowd) => ofB.has(crowd)),
      (crowd) => {
        const users = crowd.groups.get(cell)?.length ?? 0;
        return Math.log2(((users / size) * (outside + 2)) / (crowd.outside.length + 1));
      },
      model,
    );
    const families = tooling.reduce((mask, { crowd }) => mask | (1 << crowd.family), 0);
    const own = reasons.at(l) === "possible_victim" ? 0 : (links.countedFamilies[l] ?? 0);
    if (!enoughFamilies(own | families, model.parameters)) continue;
    sets.union(a, b);
    const rows = tooling.map(({ crowd, bits }): GroupRow => {
      const users = crowd.groups.get(cell)?.length ?? 0;
      const noun = "grouped with them";
      return groupRow(
        input,
        crowd.identifier,
        bits,
        saturationSentence(input, crowd, { inside: users, size, noun, outside, groupMin }),
      );
    });
    found.add(a, b, "holds_cell", rows);
  }
}
