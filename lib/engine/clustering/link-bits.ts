import { FAMILIES } from "@/lib/domain/identifier";
import type { EngineParameters } from "../parameters";
import { acrossFamilies, familyBits } from "../scoring/combine";
import type { LinkGraph } from "./link-graph";

/** Scores links of a graph again with some identifiers taken away; the public fields hold the last link's. */
export class LinkScorer {
  readonly graph: LinkGraph;
  readonly parameters: EngineParameters;
  bits = 0;
  /**
   * Families that count for the rule of two, bit f for FAMILIES[f]: those that counted with nothing
   * taken away and still have a row of at least `familyBitsMin`.
   */
  countedFamilies = 0;
  readonly #ofFamily: number[][] = FAMILIES.map(() => []);
  readonly #familyBits = new Float64Array(FAMILIES.length);
  readonly #rowBits: Float64Array;
  readonly #contributions: Float64Array;

  constructor(graph: LinkGraph, parameters: EngineParameters) {
    this.graph = graph;
    this.parameters = parameters;
    let rowsMax = 0;
    for (let l = 0; l < graph.a.length; l++)
      rowsMax = Math.max(rowsMax, (graph.rowStart[l + 1] ?? 0) - (graph.rowStart[l] ?? 0));
    this.#rowBits = new Float64Array(rowsMax);
    this.#contributions = new Float64Array(rowsMax);
  }

  readonly #strongestFirst = (x: number, y: number): number =>
    (this.#rowBits[y] ?? 0) - (this.#rowBits[x] ?? 0) || x - y;

  /** Bits of a link without the rows of these identifiers. */
  score(link: number, withoutIdentifiers: ReadonlySet<number>): number {
    const { graph, parameters } = this;
    for (const rows of this.#ofFamily) rows.length = 0;
    const from = graph.rowStart[link] ?? 0;
    const to = graph.rowStart[link + 1] ?? 0;
    let counted = 0;
    for (let row = from; row < to; row++) {
      const identifier = graph.rowIdentifier[row] ?? 0;
      if (withoutIdentifiers.has(identifier)) continue;
      const bits = graph.rowBits[row] ?? 0;
      const family = graph.identifiers[identifier]?.family ?? 0;
      this.#rowBits[row - from] = bits;
      this.#ofFamily[family]?.push(row - from);
      if (bits >= parameters.familyBitsMin) counted |= 1 << family;
    }
    this.countedFamilies = counted & (graph.countedFamilies[link] ?? 0);
    for (let f = 0; f < FAMILIES.length; f++) {
      const rows = this.#ofFamily[f] ?? [];
      if (rows.length > 1) rows.sort(this.#strongestFirst);
      this.#familyBits[f] =
        rows.length === 0 ? 0 : familyBits(this.#rowBits, rows, this.#contributions, parameters);
    }
    this.bits = acrossFamilies(this.#familyBits, parameters) + (graph.counterBits[link] ?? 0);
    return this.bits;
  }
}

/**
 * Bits of one link, and the families that count for it, when some identifiers (positions in
 * `graph.identifiers`) are taken away: the engine's one way of combining rows, `scoring/combine.ts`.
 * With nothing taken away these are the graph's own. Never rises as more is taken away.
 */
export function bitsWithout(
  graph: LinkGraph,
  link: number,
  withoutIdentifiers: ReadonlySet<number>,
  parameters: EngineParameters,
): { bits: number; countedFamilies: number } {
  const scorer = new LinkScorer(graph, parameters);
  scorer.score(link, withoutIdentifiers);
  return { bits: scorer.bits, countedFamilies: scorer.countedFamilies };
}
