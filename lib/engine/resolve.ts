import { counted } from "@/lib/core/format";
import type { Rng } from "@/lib/core/rng";
import { FAMILIES, type Family } from "@/lib/domain/identifier";
import type { Link } from "@/lib/domain/link";
import type { Membership, ResolvedNetwork } from "@/lib/domain/network";
import { cellEvidence, type GroupStepInput, joinEvidence } from "./clustering/group-evidence";
import { soloEvidence } from "./clustering/solo-evidence";
import type { GroupRows } from "./clustering/group-rows";
import { graphOfLinks } from "./clustering/graph-of-links";
import type { LinkGraph } from "./clustering/link-graph";
import { membershipOf, stayingOf, stayingShare, stayingWords } from "./clustering/membership";
import { sharedIdentifiers } from "./clustering/shared-identifiers";
import { CharacteristicUsers } from "./clustering/run-crowds";
import { byFallingBits, spanningForest } from "./clustering/spanning-forest";
import { weakBridges } from "./clustering/weak-bridges";
import { MUST_LINK } from "./decisions";
import { buildLink } from "./explain/build-link";
import { onlyFamily, statusOf } from "./guard/link-status";
import { networkGuards } from "./guard/network-guards";
import { GrowableInts } from "./growable";
import type { EngineInput } from "./input";
import { type EngineModel, measureModel, type ModelJoin, withGroupEvidence, type Yardstick } from "./model";
import type { EngineParameters } from "./parameters";
import type { ResolutionCounts } from "./resolution-counts";
import { runNotes } from "./run-notes";
import { type Crowds, crowdsOf } from "./scoring/crowds";
import { LinkReasons } from "./scoring/link-reasons";
import { pairsWords, scoreLinks, withLinks } from "./scoring/score-links";
import { type ScoredLinks } from "./scoring/scored-links";
import { PairScorer } from "./scoring/score-pair";

/** Bits above the confirm threshold below which a bridge between two large parts is called weak. */
const WEAK_BRIDGE_MARGIN_BITS = 2;

export interface Resolution {
  model: EngineModel;
  /** At least two members each, largest first. */
  networks: ResolvedNetwork[];
  /**
   * The forest links of every network, then candidate links into and between networks, written out one
   * after the other: each takes some 10 kB, and a large run has a hundred thousand.
   */
  links: () => Iterable<Link>;
  /**
   * All links between members of `networks[index]`, confirmed ones and candidates, with their evidence
   * rows; made when asked for.
   */
  graphOf: (index: number) => LinkGraph;
  /** What limits this run, in sentences. */
  notes: string[];
  counts: ResolutionCounts;
}

export type OnPhase = (sentence: string) => void;

/** An input made ready for scoring: what `scoreLinks` reads. */
export interface PreparedRun {
  input: EngineInput;
  crowds: Crowds;
  scorer: PairScorer;
}

/** Crowds, gaps and the plan of an input; with a `yardstick` its gaps are taken instead of measured. */
export function prepare(
  input: EngineInput,
  parameters: EngineParameters,
  rng: Rng,
  onPhase: OnPhase = () => undefined,
  yardstick?: Yardstick,
  crowds = crowdsOf(input),
): PreparedRun {
  onPhase("measuring crowds and gaps");
  const measured = measureModel(input, parameters, rng, yardstick);
  const scorer = new PairScorer(input, crowds, measured);
  onPhase("looking for pairs of accounts");
  return { input, crowds, scorer };
}

/**
 * Finds the networks of the input. Pure: the same rows in any order, parameters and seed give
 * the same result. `onPhase` hears what is being done.
 */
export function resolve(
  input: EngineInput,
  parameters: EngineParameters,
  rng: Rng,
  onPhase: OnPhase = () => undefined,
): Resolution {
  const prepared = prepare(input, parameters, rng, onPhase);
  return resolveScored(prepared, scoreLinks(prepared.scorer), onPhase);
}

/** The rest of `resolve`, once the pairs are scored. */
export function resolveScored(
  prepared: PreparedRun,
  scored: ScoredLinks,
  onPhase: OnPhase = () => undefined,
): Resolution {
  const { input } = prepared;
  const measured = prepared.scorer.model;
  const { parameters } = measured;
  const accounts = input.accountIds.length;
  onPhase(`joining groups, of ${pairsWords(scored)}`);
  const { scorer, links } = withEvidenceOfGroups(
    prepared.scorer,
    withLinks(scored, prepared.scorer, decidedPairs(input)),
    input,
  );
  const { model } = scorer;
  const reasons = new LinkReasons(input, model, links);
  const confirmed = reasons.positions("confirmed");
  const candidates = reasons.positions("candidate");
  onPhase(`clustering over ${counted(confirmed.length, "confirmed link")}`);
  const { sets, forest, refused } = spanningForest(accounts, links, confirmed, input.decisions);
  const trees = treesOf(links, forest, (account) => sets.find(account));
  const small = dropUnvouched(trees, links, reasons, parameters);
  const drafts = [...trees.values()].sort(
    (x, y) => y.members.length - x.members.length || (x.members[0] ?? 0) - (y.members[0] ?? 0),
  );
  const staying = stayingOf(
    input,
    model,
    links,
    reasons,
    confirmed,
    drafts.map((draft) => draft.members),
  );
  const added = addedAccounts(input, model);
  const memberBits = strongestBits(accounts, links, confirmed);
  const guards = networkGuards(
    input,
    model,
    links,
    (l) => reasons.at(l),
    candidates,
    refused,
    (account) => sets.find(account),
    trees,
    prepared.crowds,
  );

  const networks = drafts.map((draft): ResolvedNetwork => ({
    members: draft.members.map((account) => ({
      accountId: input.accountIds[account] ?? "",
      ...(added.has(account)
        ? {
            membership: atMostProbable(membershipOf(stayingShare(staying, account))),
            reason: `tied by what the whole network uses, so never core; ${stayingWords(staying, account)}`,
          }
        : {
            membership: membershipOf(stayingShare(staying, account)),
            reason: stayingWords(staying, account),
          }),
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
  const touching = byFallingBits(
    links,
    candidates.filter((l) => {
      const rootA = sets.find(links.a[l] ?? 0);
      const rootB = sets.find(links.b[l] ?? 0);
      return rootA !== rootB && (trees.has(rootA) || trees.has(rootB));
    }),
  );
  function* written(): Generator<Link> {
    const positions = [
      ...drafts.flatMap((draft) => draft.forest),
      ...touching.slice(0, parameters.candidateLinksMax),
    ];
    for (const l of positions) {
      const { rowsLeftOut: _, ...link } = buildLink(scorer, links.a[l] ?? 0, links.b[l] ?? 0);
      yield link;
    }
  }
  const counts: ResolutionCounts = {
    accounts,
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
  return {
    model,
    networks,
    links: written,
    graphOf: graphsOf(input, links, reasons, drafts),
    notes: runNotes(input, model, counts, touching.length, small),
    counts,
  };
}

interface Tree {
  /** Account positions, rising. */
  members: number[];
  /** Link positions, by falling bits. */
  forest: number[];
}

/** Spanning trees by their root, members and links. */
function treesOf(
  links: ScoredLinks,
  forest: readonly number[],
  rootOf: (account: number) => number,
): Map<number, Tree> {
  const trees = new Map<number, Tree>();
  for (const l of forest) {
    const a = links.a[l] ?? 0;
    const b = links.b[l] ?? 0;
    const root = rootOf(a);
    let tree = trees.get(root);
    if (tree === undefined) {
      tree = { members: [], forest: [] };
      trees.set(root, tree);
    }
    tree.members.push(a, b);
    tree.forest.push(l);
  }
  for (const tree of trees.values()) tree.members = [...new Set(tree.members)].sort((x, y) => x - y);
  return trees;
}

/** Pairs that must be linked are links even where nothing was found between them. */
function decidedPairs(input: EngineInput): { a: number; b: number }[] {
  const { a, b, verdict } = input.decisions;
  return [...verdict.keys()]
    .filter((d) => verdict[d] === MUST_LINK)
    .map((d) => ({ a: a[d] ?? 0, b: b[d] ?? 0 }));
}

/** Groups that the confirmed links hold together. */
function groupsOf(input: EngineInput, links: ScoredLinks, reasons: LinkReasons): number[][] {
  const confirmed = reasons.positions("confirmed");
  const { sets, forest } = spanningForest(input.accountIds.length, links, confirmed, input.decisions);
  return [...treesOf(links, forest, (account) => sets.find(account)).values()]
    .map((tree) => tree.members)
    .sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
}

/** The scorer and the links once what groups share has been weighed too; unchanged on data of one family. */
function withEvidenceOfGroups(
  pairs: PairScorer,
  scored: ScoredLinks,
  input: EngineInput,
): { scorer: PairScorer; links: ScoredLinks } {
  let scorer = pairs;
  let links = scored;
  if (onlyFamily(pairs.model) !== -1) return { scorer, links };
  const users = new CharacteristicUsers(input);
  const add = ({ joins, rows }: GroupRows): void => {
    if (joins.length === 0) return;
    const model = withGroupEvidence(scorer.model, rows, joins);
    scorer = new PairScorer(input, pairs.crowds, model, pairs.plan);
    links = withLinks(links, scorer, pairsOf(input, joins));
  };
  const step = (): GroupStepInput => ({
    scorer,
    links,
    reasons: new LinkReasons(input, scorer.model, links),
    users,
  });
  add(cellEvidence(step()));
  add(joinEvidence(step()));
  const reasons = new LinkReasons(input, scorer.model, links);
  add(soloEvidence(scorer, groupsOf(input, links, reasons), users));
  return { scorer, links };
}

function pairsOf(input: EngineInput, joins: readonly ModelJoin[]): { a: number; b: number }[] {
  return joins.map((join) => ({
    a: input.accountIndex.get(join.accountA) ?? 0,
    b: input.accountIndex.get(join.accountB) ?? 0,
  }));
}

/** Accounts that only what a whole network uses ties to it. */
function addedAccounts(input: EngineInput, model: EngineModel): Set<number> {
  const added = new Set<number>();
  for (const join of model.joins) {
    const account = join.added === undefined ? undefined : input.accountIndex.get(join.added);
    if (account !== undefined) added.add(account);
  }
  return added;
}

const atMostProbable = (membership: Membership): Membership =>
  membership === "core" ? "probable" : membership;

/**
 * Takes away networks of few accounts none of whose links is strong: of two strangers' many ways to
 * come close by chance nothing else vouches for the one that was found. @returns how many there were
 */
function dropUnvouched(
  trees: Map<number, Tree>,
  links: ScoredLinks,
  reasons: LinkReasons,
  parameters: EngineParameters,
): number {
  let dropped = 0;
  for (const [root, tree] of trees) {
    if (tree.members.length >= parameters.smallNetworkAccounts) continue;
    const stands = (l: number): boolean =>
      (links.bits[l] ?? 0) >= parameters.smallNetworkBits || reasons.at(l) === "analyst_must_link";
    if (tree.forest.some(stands)) continue;
    trees.delete(root);
    dropped++;
  }
  return dropped;
}

function graphsOf(
  input: EngineInput,
  links: ScoredLinks,
  reasons: LinkReasons,
  drafts: readonly Tree[],
): (index: number) => LinkGraph {
  let inside: GrowableInts[] | undefined;
  return (index) => {
    if (inside === undefined) {
      inside = drafts.map(() => new GrowableInts(16));
      const draftOf = new Int32Array(input.accountIds.length).fill(-1);
      drafts.forEach((draft, at) => {
        for (const account of draft.members) draftOf[account] = at;
      });
      for (let l = 0; l < links.count; l++) {
        if (statusOf(reasons.at(l)) === "none") continue;
        const draft = draftOf[links.a[l] ?? 0] ?? -1;
        if (draft !== -1 && draft === draftOf[links.b[l] ?? 0]) inside[draft]?.push(l);
      }
    }
    const positions = inside[index]?.view() ?? new Int32Array(0);
    return graphOfLinks(
      input,
      links,
      positions,
      (l) => statusOf(reasons.at(l)) === "confirmed",
      (l) => reasons.at(l) === "analyst_must_link",
    );
  };
}

function strongestBits(accounts: number, links: ScoredLinks, confirmed: Int32Array): Float64Array {
  const strongest = new Float64Array(accounts);
  for (const l of confirmed) {
    const bits = links.bits[l] ?? 0;
    const a = links.a[l] ?? 0;
    const b = links.b[l] ?? 0;
    if (bits > (strongest[a] ?? 0)) strongest[a] = bits;
    if (bits > (strongest[b] ?? 0)) strongest[b] = bits;
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
