import { UnionFind } from "@/lib/core/union-find";
import { groupsOf } from "@/lib/domain/recut";
import type { EngineParameters } from "../parameters";
import { hasHardFamily, severalFamilies } from "../scoring/combine";
import { LinkScorer } from "./link-bits";
import type { LinkGraph } from "./link-graph";
import { type LinkIndex, linksByAccount, linksByIdentifier } from "./link-index";
import { PartsFrom } from "./parts-from";
import { confirmedForest } from "./recut";

const NOTHING: ReadonlySet<number> = new Set();
/** Rules a link met with nothing taken away, as bit flags. */
const MET = { looked: 1, bits: 2, families: 4, hardFamily: 8 } as const;

/**
 * Takes identifiers away from a graph, scores the links that rest on them again and groups anew.
 * A confirmed link goes on holding where it still meets the rules it met before: enough bits,
 * two families, one of them hard. A rule it did not meet then (it was waived because the data has
 * one family, or because the link stands for two whole groups) is not
 * asked of it now. What an analyst decided always holds. Candidates never hold anything.
 */
export class Reclustering {
  readonly graph: LinkGraph;
  readonly parameters: EngineParameters;
  /** Confirmed links of the maximum spanning forest, strongest first. */
  readonly forest: Int32Array;
  /** Accounts of the largest group with nothing taken away. */
  readonly whole: number;
  readonly byIdentifier: LinkIndex;
  readonly byAccount: LinkIndex;
  readonly #inForest: Uint8Array;
  readonly #scorer: LinkScorer;
  readonly #met: Uint8Array;
  readonly #partsFrom: PartsFrom;

  constructor(graph: LinkGraph, parameters: EngineParameters) {
    const links = graph.a.length;
    this.graph = graph;
    this.parameters = parameters;
    this.forest = confirmedForest(graph).links;
    this.#inForest = new Uint8Array(links);
    for (const l of this.forest) this.#inForest[l] = 1;
    this.byIdentifier = linksByIdentifier(graph);
    this.byAccount = linksByAccount(graph);
    this.#scorer = new LinkScorer(graph, parameters);
    this.#met = new Uint8Array(links);
    this.whole = groupsOf(graph.accounts.length, this.#setsWithout(NOTHING))[0]?.length ?? 0;
    this.#partsFrom = new PartsFrom(graph, this.byAccount);
  }

  /** Whether a confirmed link goes on holding, see the class. */
  holdsWithout(link: number, without: ReadonlySet<number>): boolean {
    if (this.graph.decided[link] === 1 || !this.#restsOn(link, without)) return true;
    const met = this.#metBefore(link);
    const { parameters } = this;
    const bits = this.#scorer.score(link, without);
    return (
      ((met & MET.bits) === 0 || bits >= parameters.confirmBits) &&
      ((met & MET.families) === 0 || severalFamilies(this.#scorer.countedFamilies, parameters)) &&
      ((met & MET.hardFamily) === 0 || hasHardFamily(this.#scorer.countedFamilies))
    );
  }

  #restsOn(link: number, identifiers: ReadonlySet<number>): boolean {
    const { rowStart, rowIdentifier } = this.graph;
    for (let row = rowStart[link] ?? 0; row < (rowStart[link + 1] ?? 0); row++)
      if (identifiers.has(rowIdentifier[row] ?? 0)) return true;
    return false;
  }

  #metBefore(link: number): number {
    const known = this.#met[link] ?? 0;
    if (known !== 0) return known;
    const { parameters } = this;
    const counted = this.graph.countedFamilies[link] ?? 0;
    const met =
      MET.looked |
      ((this.graph.bits[link] ?? 0) >= parameters.confirmBits ? MET.bits : 0) |
      (severalFamilies(counted, parameters) ? MET.families : 0) |
      (hasHardFamily(counted) ? MET.hardFamily : 0);
    this.#met[link] = met;
    return met;
  }

  /** Confirmed links that rest on one of the identifiers and no longer hold without all of them. */
  linksFalling(identifiers: ReadonlySet<number>): Set<number> {
    const falling = new Set<number>();
    for (const identifier of identifiers)
      for (const l of this.byIdentifier.of(identifier))
        if (!falling.has(l) && !this.holdsWithout(l, identifiers)) falling.add(l);
    return falling;
  }

  /**
   * Accounts that were in the largest part and, without these identifiers, are not. Only the
   * neighbourhood of spanning links that fall is walked: every part has an end of one of them.
   */
  accountsLeaving(identifiers: ReadonlySet<number>): number {
    const ends = new Set<number>();
    for (const identifier of identifiers) {
      for (const l of this.byIdentifier.of(identifier)) {
        if (this.#inForest[l] === 0 || this.holdsWithout(l, identifiers)) continue;
        ends.add(this.graph.a[l] ?? 0).add(this.graph.b[l] ?? 0);
      }
    }
    if (ends.size === 0) return 0;
    const inOneGroup = this.forest.length === this.whole - 1;
    if (!inOneGroup) return this.whole - (this.partsWithout(identifiers)[0]?.length ?? 0);
    const parts = this.#partsFrom.walk(ends, (l) => this.holdsWithout(l, identifiers));
    const small = parts.reduce((sum, size) => sum + size, 0);
    return this.whole - Math.max(this.whole - small, ...parts);
  }

  /** Parts of what confirmed links held together, without these identifiers: positions of accounts, largest part first. */
  partsWithout(identifiers: ReadonlySet<number>): number[][] {
    const linked = new Uint8Array(this.graph.accounts.length);
    for (const l of this.forest) {
      linked[this.graph.a[l] ?? 0] = 1;
      linked[this.graph.b[l] ?? 0] = 1;
    }
    return groupsOf(this.graph.accounts.length, this.#setsWithout(identifiers)).filter(
      (group) => linked[group[0] ?? 0] === 1,
    );
  }

  #setsWithout(identifiers: ReadonlySet<number>): UnionFind {
    const { graph } = this;
    const falling = this.linksFalling(identifiers);
    const sets = new UnionFind(graph.accounts.length);
    for (let l = 0; l < graph.a.length; l++) {
      if (graph.confirmed[l] === 1 && !falling.has(l)) sets.union(graph.a[l] ?? 0, graph.b[l] ?? 0);
    }
    return sets;
  }
}
