import { counted } from "@/lib/core/format";
import type { Rng } from "@/lib/core/rng";
import { FAMILIES, type Family } from "@/lib/domain/identifier";
import type { Link, LinkStatus } from "@/lib/domain/link";
import type { ResolvedNetwork } from "@/lib/domain/network";
import { crowdJoins } from "./clustering/crowd-joins";
import { membershipOf, stayingShares } from "./clustering/membership";
import { sharedIdentifiers } from "./clustering/shared-identifiers";
import { byFallingBits, spanningForest } from "./clustering/spanning-forest";
import type { UnionFind } from "./clustering/union-find";
import { weakBridges } from "./clustering/weak-bridges";
import { buildLink } from "./explain/build-link";
import { onlyFamily, statusOf, type StatusReason } from "./guard/link-status";
import { networkGuards } from "./guard/network-guards";
import type { EngineInput } from "./input";
import { type EngineModel, measureModel, withJoins } from "./model";
import type { EngineParameters } from "./parameters";
import type { ResolutionCounts } from "./resolution-counts";
import { runNotes } from "./run-notes";
import { crowdsOf } from "./scoring/crowds";
import { reasonOf, type ScoredLinks, scoreLinks, withLinks } from "./scoring/score-links";
import { PairScorer } from "./scoring/score-pair";

/** Bits above the confirm threshold below which a bridge between two large parts is called weak. */
const WEAK_BRIDGE_MARGIN_BITS = 2;

export interface Resolution {
  model: EngineModel;
  /** At least two members each, largest first. */
  networks: ResolvedNetwork[];
  /** The forest links of every network, then candidate links into and between networks. */
  links: Link[];
  /** What limits this run, in sentences. */
  notes: string[];
  counts: ResolutionCounts;
}

/**
 * Finds the networks of the input. Pure: the same rows in any order, parameters and seed give
 * the same result. `onPhase` hears what is being done.
 */
export function resolve(
  input: EngineInput,
  parameters: EngineParameters,
  rng: Rng,
  onPhase: (sentence: string) => void = () => undefined,
): Resolution {
  onPhase("measuring crowds and gaps");
  const measured = measureModel(input, parameters, rng);
  const crowds = crowdsOf(input);
  const pairScorer = new PairScorer(input, crowds, measured);
  onPhase("looking for pairs of accounts");
  const scored = scoreLinks(pairScorer, onPhase);
  onPhase(`joining groups, of ${counted(scored.count, "link")}`);
  const joins = onlyFamily(measured) === -1 ? crowdJoins(pairScorer, groupsOf(input, measured, scored)) : [];
  const model = withJoins(measured, joins);
  const scorer = new PairScorer(input, crowds, model);
  const links = withLinks(
    scored,
    scorer,
    joins.map((join) => ({
      a: input.accountIndex.get(join.accountA) ?? 0,
      b: input.accountIndex.get(join.accountB) ?? 0,
    })),
  );
  const reasons = Array.from({ length: links.count }, (_, l) => reasonOf(input, model, links, l));
  const confirmed = positionsOf(reasons, "confirmed");
  onPhase(`clustering over ${counted(confirmed.length, "confirmed link")}`);
  const candidates = positionsOf(reasons, "candidate");
  const { sets, forest } = spanningForest(input.accountIds.length, links, confirmed);
  const trees = treesOf(links, forest, sets);
  const drafts = [...trees.values()]
    .map((tree) => ({ members: [...tree.members].sort((x, y) => x - y), forest: tree.forest }))
    .sort((x, y) => y.members.length - x.members.length || (x.members[0] ?? 0) - (y.members[0] ?? 0));
  const shares = stayingShares(
    input,
    model,
    links,
    confirmed,
    drafts.map((draft) => draft.members),
  );
  const memberBits = strongestBits(input.accountIds.length, links, confirmed);
  const guards = networkGuards(input, model, links, reasons, candidates, sets.find.bind(sets), trees);

  const networks = drafts.map((draft): ResolvedNetwork => ({
    members: draft.members.map((account) => ({
      accountId: input.accountIds[account] ?? "",
      membership: membershipOf(shares[account] ?? 0),
      bits: memberBits[account] ?? 0,
    })),
    families: familiesOf(model, links, draft.forest),
    strengthBits: median(draft.forest.map((l) => links.bits[l] ?? 0)),
    sharedIdentifiers: sharedIdentifiers(input, draft.members, parameters.sharedIdentifiersMax),
    weakBridges: weakBridges(links, draft.forest, parameters.confirmBits + WEAK_BRIDGE_MARGIN_BITS).map(
      (bridge) => ({
        accountA: input.accountIds[links.a[bridge.link] ?? 0] ?? "",
        accountB: input.accountIds[links.b[bridge.link] ?? 0] ?? "",
        bits: links.bits[bridge.link] ?? 0,
        sideA: bridge.sideA,
        sideB: bridge.sideB,
      }),
    ),
    guards: guards.get(sets.find(draft.members[0] ?? 0)) ?? [],
  }));

  onPhase(`explaining ${counted(networks.length, "network")}`);
  const touching = byFallingBits(links, candidates).filter((l) => {
    const rootA = sets.find(links.a[l] ?? 0);
    const rootB = sets.find(links.b[l] ?? 0);
    return rootA !== rootB && (trees.has(rootA) || trees.has(rootB));
  });
  const written = [
    ...drafts.flatMap((draft) => draft.forest),
    ...touching.slice(0, parameters.candidateLinksMax),
  ].map((l): Link => {
    const { rowsLeftOut: _, ...link } = buildLink(scorer, links.a[l] ?? 0, links.b[l] ?? 0);
    return link;
  });
  const counts: ResolutionCounts = {
    accounts: input.accountIds.length,
    observations: input.useAccount.length,
    identifiers: input.identifierValue.length,
    pairs: links.pairs,
    confirmedLinks: confirmed.length,
    candidateLinks: candidates.length,
    forestLinks: forest.length,
    candidateLinksWritten: Math.min(touching.length, parameters.candidateLinksMax),
    networks: networks.length,
    accountsInNetworks: drafts.reduce((sum, draft) => sum + draft.members.length, 0),
  };
  return { model, networks, links: written, notes: runNotes(input, model, counts, touching.length), counts };
}

interface Tree {
  members: Set<number>;
  forest: number[];
}

/** Spanning trees by their root, members and links. */
function treesOf(links: ScoredLinks, forest: readonly number[], sets: UnionFind): Map<number, Tree> {
  const trees = new Map<number, Tree>();
  for (const l of forest) {
    const root = sets.find(links.a[l] ?? 0);
    const tree = trees.get(root) ?? { members: new Set<number>(), forest: [] };
    trees.set(root, tree);
    tree.members.add(links.a[l] ?? 0).add(links.b[l] ?? 0);
    tree.forest.push(l);
  }
  return trees;
}

function positionsOf(reasons: readonly StatusReason[], status: LinkStatus): number[] {
  return reasons.flatMap((reason, l) => (statusOf(reason) === status ? [l] : []));
}

/** Groups that pairs alone hold together. */
function groupsOf(input: EngineInput, model: EngineModel, links: ScoredLinks): number[][] {
  const reasons = Array.from({ length: links.count }, (_, l) => reasonOf(input, model, links, l));
  const { sets, forest } = spanningForest(input.accountIds.length, links, positionsOf(reasons, "confirmed"));
  return [...treesOf(links, forest, sets).values()].map((tree) => [...tree.members].sort((x, y) => x - y));
}

function strongestBits(accounts: number, links: ScoredLinks, confirmed: readonly number[]): Float64Array {
  const strongest = new Float64Array(accounts);
  for (const l of confirmed) {
    for (const account of [links.a[l] ?? 0, links.b[l] ?? 0]) {
      strongest[account] = Math.max(strongest[account] ?? 0, links.bits[l] ?? 0);
    }
  }
  return strongest;
}

function familiesOf(model: EngineModel, links: ScoredLinks, forest: readonly number[]): Family[] {
  return FAMILIES.filter((_, f) =>
    forest.some((l) => (links.families[l * FAMILIES.length + f] ?? 0) >= model.parameters.familyBitsMin),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
