import { FAMILIES } from "@/lib/domain/identifier";
import { GrowableInts } from "../growable";
import type { EngineModel, GroupRow } from "../model";
import { FAMILY_INDEX } from "../scoring/combine";
import type { LinkReasons } from "../scoring/link-reasons";
import type { ScoredLinks } from "../scoring/scored-links";
import type { PairScorer } from "../scoring/score-pair";
import { crowdJoins } from "./crowd-joins";
import { bestPerFamily, crowdsByUser } from "./drawn-crowds";
import { GroupRows, groupRow, saturationSentence } from "./group-rows";
import { type CharacteristicUsers, isTooling, type RunCrowd, runCrowds } from "./run-crowds";
import { spanningForest } from "./spanning-forest";
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
