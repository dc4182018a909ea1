import { FAMILIES } from "@/lib/domain/identifier";
import { GrowableDoubles, GrowableInts } from "../growable";
import type { PairScorer } from "./score-pair";

/** Scored pairs as columns, rising by (a, b). Only those of at least `candidateBits`. */
export interface ScoredLinks {
  count: number;
  a: Int32Array;
  b: Int32Array;
  bits: Float64Array;
  counterBits: Float64Array;
  /** 1 where both accounts declare one firm. */
  declaredTogether: Int32Array;
  /** 1 where the link would not be confirmed without a credential one of the two held alone for long. */
  restsOnStolen: Int32Array;
  /** See `PairScorer.countedFamilies`. */
  countedFamilies: Int32Array;
  /** See `PairScorer.countedIdentifiers`. */
  countedIdentifiers: Int32Array;
  /** 1 where the pair stands for two groups, see `crowdJoins`. */
  joinsGroups: Int32Array;
  /** FAMILIES.length values per link. */
  families: Float64Array;
  /** Evidence rows that give link l bits: [rowStart[l], rowStart[l + 1]). */
  rowStart: Int32Array;
  /** Identifier of a row; of a direct link the user's, not the owner's. */
  rowIdentifier: Int32Array;
  /** Bits of the row by itself, > 0. */
  rowBits: Float64Array;
  /** Pairs that were looked at. */
  pairs: number;
}

export class LinkColumns {
  readonly #a = new GrowableInts();
  readonly #b = new GrowableInts();
  readonly #bits = new GrowableDoubles();
  readonly #counterBits = new GrowableDoubles();
  readonly #declaredTogether = new GrowableInts();
  readonly #restsOnStolen = new GrowableInts();
  readonly #countedFamilies = new GrowableInts();
  readonly #countedIdentifiers = new GrowableInts();
  readonly #joinsGroups = new GrowableInts();
  readonly #families = new GrowableDoubles();
  readonly #rowStart = new GrowableInts();
  readonly #rowIdentifier = new GrowableInts();
  readonly #rowBits = new GrowableDoubles();

  /** Keeps the scorer's last pair. */
  keep(a: number, b: number, scorer: PairScorer): void {
    this.#a.push(a);
    this.#b.push(b);
    this.#bits.push(scorer.bits);
    this.#counterBits.push(scorer.counterBits);
    this.#declaredTogether.push(scorer.declaredTogether ? 1 : 0);
    this.#restsOnStolen.push(scorer.restsOnStolen ? 1 : 0);
    this.#countedFamilies.push(scorer.countedFamilies);
    this.#countedIdentifiers.push(scorer.countedIdentifiers);
    this.#joinsGroups.push(scorer.join?.as === "joins_groups" ? 1 : 0);
    for (let f = 0; f < FAMILIES.length; f++) this.#families.push(scorer.families[f] ?? 0);
    this.#rowStart.push(this.#rowIdentifier.length);
    const { useIdentifier } = scorer.input;
    for (let row = 0; row < scorer.rows; row++) {
      const bits = scorer.effectiveBits[row] ?? 0;
      if (bits <= 0) continue;
      const useA = scorer.useA[row] ?? 0;
      const byB = scorer.direct[row] === 1 && scorer.specOf(useA)?.ownKind === true;
      this.#rowIdentifier.push(useIdentifier[byB ? (scorer.useB[row] ?? 0) : useA] ?? 0);
      this.#rowBits.push(bits);
    }
  }

  columns(pairs: number): ScoredLinks {
    this.#rowStart.push(this.#rowIdentifier.length);
    return {
      count: this.#a.length,
      a: this.#a.view().slice(),
      b: this.#b.view().slice(),
      bits: this.#bits.view().slice(),
      counterBits: this.#counterBits.view().slice(),
      declaredTogether: this.#declaredTogether.view().slice(),
      restsOnStolen: this.#restsOnStolen.view().slice(),
      countedFamilies: this.#countedFamilies.view().slice(),
      countedIdentifiers: this.#countedIdentifiers.view().slice(),
      joinsGroups: this.#joinsGroups.view().slice(),
      families: this.#families.view().slice(),
      rowStart: this.#rowStart.view().slice(),
      rowIdentifier: this.#rowIdentifier.view().slice(),
      rowBits: this.#rowBits.view().slice(),
      pairs,
    };
  }
}

/** Columns with one value a link. */
const COLUMNS = [
  "a",
  "b",
  "bits",
  "counterBits",
  "declaredTogether",
  "restsOnStolen",
  "countedFamilies",
  "countedIdentifiers",
  "joinsGroups",
] as const;

function emptyColumns(count: number, rows: number): ScoredLinks {
  return {
    count,
    a: new Int32Array(count),
    b: new Int32Array(count),
    bits: new Float64Array(count),
    counterBits: new Float64Array(count),
    declaredTogether: new Int32Array(count),
    restsOnStolen: new Int32Array(count),
    countedFamilies: new Int32Array(count),
    countedIdentifiers: new Int32Array(count),
    joinsGroups: new Int32Array(count),
    families: new Float64Array(count * FAMILIES.length),
    rowStart: new Int32Array(count + 1),
    rowIdentifier: new Int32Array(rows),
    rowBits: new Float64Array(rows),
    pairs: 0,
  };
}

/** Whether links read back have every column, each as long as it must be. */
export function isWhole(links: ScoredLinks | undefined): links is ScoredLinks {
  if (typeof links !== "object" || !Number.isInteger(links.count)) return false;
  const { count, rowStart, rowIdentifier, rowBits, families } = links;
  return (
    COLUMNS.every((column) => ArrayBuffer.isView(links[column]) && links[column].length === count) &&
    families instanceof Float64Array &&
    families.length === count * FAMILIES.length &&
    rowStart instanceof Int32Array &&
    rowStart.length === count + 1 &&
    rowIdentifier instanceof Int32Array &&
    rowBits instanceof Float64Array &&
    rowIdentifier.length === rowBits.length &&
    rowStart[count] === rowBits.length
  );
}

/** Parts of the work, in order of their accounts, as one. */
export function inOne(parts: readonly ScoredLinks[]): ScoredLinks {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const rows = parts.reduce((sum, part) => sum + part.rowBits.length, 0);
  const all = emptyColumns(count, rows);
  let link = 0;
  let row = 0;
  for (const part of parts) {
    for (const column of COLUMNS) all[column].set(part[column], link);
    all.families.set(part.families, link * FAMILIES.length);
    for (let l = 0; l < part.count; l++) all.rowStart[link + l] = (part.rowStart[l] ?? 0) + row;
    all.rowIdentifier.set(part.rowIdentifier, row);
    all.rowBits.set(part.rowBits, row);
    link += part.count;
    row += part.rowBits.length;
  }
  all.rowStart[count] = row;
  return { ...all, pairs: parts.reduce((sum, part) => sum + part.pairs, 0) };
}

/**
 * The links at these positions, in their order, as columns of their own. Positions from `links.count`
 * on mean links of `more`.
 */
export function gathered(links: ScoredLinks, positions: Int32Array, more?: ScoredLinks): ScoredLinks {
  const count = positions.length;
  const fromOf = (position: number): [ScoredLinks, number] =>
    position < links.count || more === undefined ? [links, position] : [more, position - links.count];
  let rows = 0;
  for (const position of positions) {
    const [from, l] = fromOf(position);
    rows += (from.rowStart[l + 1] ?? 0) - (from.rowStart[l] ?? 0);
  }
  const all = emptyColumns(count, rows);
  let row = 0;
  positions.forEach((position, at) => {
    const [from, l] = fromOf(position);
    for (const column of COLUMNS) all[column][at] = from[column][l] ?? 0;
    for (let f = 0; f < FAMILIES.length; f++)
      all.families[at * FAMILIES.length + f] = from.families[l * FAMILIES.length + f] ?? 0;
    all.rowStart[at] = row;
    for (let r = from.rowStart[l] ?? 0; r < (from.rowStart[l + 1] ?? 0); r++) {
      all.rowIdentifier[row] = from.rowIdentifier[r] ?? 0;
      all.rowBits[row] = from.rowBits[r] ?? 0;
      row++;
    }
  });
  all.rowStart[count] = row;
  return all;
}

/** Position of the link of two accounts, or that before which it would stand. */
export function placeOfLink(links: Pick<ScoredLinks, "a" | "b" | "count">, a: number, b: number): number {
  let low = 0;
  let high = links.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const first = links.a[middle] ?? 0;
    if (first < a || (first === a && (links.b[middle] ?? 0) < b)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Links [from, to) as columns of their own. */
export function stretchOf(links: ScoredLinks, from: number, to: number): ScoredLinks {
  const rowFrom = links.rowStart[from] ?? 0;
  const rowTo = links.rowStart[to] ?? 0;
  return {
    count: to - from,
    a: links.a.subarray(from, to),
    b: links.b.subarray(from, to),
    bits: links.bits.subarray(from, to),
    counterBits: links.counterBits.subarray(from, to),
    declaredTogether: links.declaredTogether.subarray(from, to),
    restsOnStolen: links.restsOnStolen.subarray(from, to),
    countedFamilies: links.countedFamilies.subarray(from, to),
    countedIdentifiers: links.countedIdentifiers.subarray(from, to),
    joinsGroups: links.joinsGroups.subarray(from, to),
    families: links.families.subarray(from * FAMILIES.length, to * FAMILIES.length),
    rowStart: links.rowStart.subarray(from, to + 1).map((row) => row - rowFrom),
    rowIdentifier: links.rowIdentifier.subarray(rowFrom, rowTo),
    rowBits: links.rowBits.subarray(rowFrom, rowTo),
    pairs: 0,
  };
}
