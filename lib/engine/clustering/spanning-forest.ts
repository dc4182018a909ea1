import { CANNOT_LINK, MUST_LINK, type PairDecisions } from "../decisions";
import { UnionFind } from "./union-find";

export interface LinkColumns {
  a: Int32Array;
  b: Int32Array;
  bits: Float64Array;
}

const DIGITS = 65_536;

/**
 * Link positions by falling bits; equal ones keep their order, which is that of the accounts, so that
 * arrival order is of no account. A radix sort over the bits' own digits: linear.
 */
export function byFallingBits(links: LinkColumns, positions: ArrayLike<number>): Int32Array {
  const count = positions.length;
  let from: Int32Array<ArrayBuffer> = Int32Array.from(positions);
  let to: Int32Array<ArrayBuffer> = new Int32Array(count);
  // As unsigned integers doubles rise with their value once negative ones are turned over.
  const double = new Float64Array(1);
  const word = new Uint16Array(double.buffer);
  const digits = Array.from({ length: 4 }, () => new Uint16Array(count));
  for (let i = 0; i < count; i++) {
    double[0] = links.bits[from[i] ?? 0] ?? 0;
    const negative = (word[3] ?? 0) >= 0x8000;
    for (let d = 0; d < 4; d++) {
      const digit = word[d] ?? 0;
      const rising = negative ? 0xffff - digit : d === 3 ? digit | 0x8000 : digit;
      const column = digits[d];
      if (column !== undefined) column[i] = 0xffff - rising;
    }
  }
  let order: Int32Array<ArrayBuffer> = Int32Array.from({ length: count }, (_, i) => i);
  const start = new Int32Array(DIGITS + 1);
  for (const column of digits) {
    start.fill(0);
    for (let i = 0; i < count; i++) start[(column[i] ?? 0) + 1] = (start[(column[i] ?? 0) + 1] ?? 0) + 1;
    for (let k = 0; k < DIGITS; k++) start[k + 1] = (start[k + 1] ?? 0) + (start[k] ?? 0);
    for (let i = 0; i < count; i++) {
      const place = order[i] ?? 0;
      const digit = column[place] ?? 0;
      to[start[digit] ?? 0] = place;
      start[digit] = (start[digit] ?? 0) + 1;
    }
    [order, to] = [to, order];
  }
  for (let i = 0; i < count; i++) to[i] = from[order[i] ?? 0] ?? 0;
  from = to;
  return from;
}

export interface SpanningForest {
  sets: UnionFind;
  /** Positions of the links that hold it together, the decided ones first, then by falling bits. */
  forest: number[];
  /** Links that were passed over because accounts that cannot be linked would have come together. */
  refused: number[];
}

/**
 * Kruskal over the given links: the maximum spanning forest is the shortest full explanation of
 * who belongs together, and cutting it at any threshold gives the clusters at that threshold.
 * Must-links come first whatever their bits; a link that would bring two accounts together that
 * cannot be linked is refused, which parts a network at its weakest link between them.
 */
export function spanningForest(
  accounts: number,
  links: LinkColumns,
  positions: ArrayLike<number>,
  decisions?: PairDecisions,
): SpanningForest {
  const sets = new UnionFind(accounts);
  const forest: number[] = [];
  const refused: number[] = [];
  if (decisions === undefined || decisions.a.length === 0) {
    for (const l of byFallingBits(links, positions))
      if (sets.union(links.a[l] ?? 0, links.b[l] ?? 0)) forest.push(l);
    return { sets, forest, refused };
  }
  const apart = new Apart(sets, decisions);
  const key = (a: number, b: number): number => a * accounts + b;
  const must = new Set<number>();
  for (let d = 0; d < decisions.a.length; d++)
    if (decisions.verdict[d] === MUST_LINK) must.add(key(decisions.a[d] ?? 0, decisions.b[d] ?? 0));
  const order = byFallingBits(links, positions);
  const take = (l: number): void => {
    const outcome = apart.union(links.a[l] ?? 0, links.b[l] ?? 0);
    if (outcome === "joined") forest.push(l);
    else if (outcome === "refused") refused.push(l);
  };
  for (const l of order) if (must.has(key(links.a[l] ?? 0, links.b[l] ?? 0))) take(l);
  for (const l of order) if (!must.has(key(links.a[l] ?? 0, links.b[l] ?? 0))) take(l);
  return { sets, forest, refused };
}

/** Disjoint sets in which some accounts must not come together. */
class Apart {
  /** By root: for each account of the set that is in a cannot-link, the other one. */
  readonly #others = new Map<number, number[]>();

  constructor(
    private readonly sets: UnionFind,
    decisions: PairDecisions,
  ) {
    for (let d = 0; d < decisions.a.length; d++) {
      if (decisions.verdict[d] !== CANNOT_LINK) continue;
      const a = decisions.a[d] ?? 0;
      const b = decisions.b[d] ?? 0;
      this.#note(a, b);
      this.#note(b, a);
    }
  }

  #note(account: number, other: number): void {
    const list = this.#others.get(account);
    if (list === undefined) this.#others.set(account, [other]);
    else list.push(other);
  }

  union(x: number, y: number): "joined" | "refused" | "together" {
    const a = this.sets.find(x);
    const b = this.sets.find(y);
    if (a === b) return "together";
    const ofA = this.#others.get(a) ?? [];
    const ofB = this.#others.get(b) ?? [];
    const [fewer, target] = ofA.length <= ofB.length ? [ofA, b] : [ofB, a];
    if (fewer.some((other) => this.sets.find(other) === target)) return "refused";
    this.sets.union(a, b);
    const root = this.sets.find(a);
    this.#others.delete(a);
    this.#others.delete(b);
    if (ofA.length + ofB.length > 0) this.#others.set(root, [...ofA, ...ofB]);
    return "joined";
  }
}
