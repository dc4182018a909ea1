import { chanceOf, type GapTable } from "./gap-table";

/** A gap table made ready for many millions of look-ups. */
export class GapLookup {
  readonly #gapsMs: Float64Array;
  readonly #shares: Float64Array;
  readonly #log2Shares: Float64Array;
  /** log2 of the chance of the smallest gap. */
  readonly log2Least: number;

  constructor(table: GapTable | undefined, floor: number) {
    this.#gapsMs = Float64Array.from(table?.gapsMs ?? []);
    this.#shares = Float64Array.from(table?.shares ?? [], (share) => Math.max(floor, share));
    this.#log2Shares = this.#shares.map((share) => Math.log2(share));
    this.log2Least = Math.log2(chanceOf(table, 0, floor));
  }

  /** Where a gap stands in the table, for `chanceAt` and `log2ChanceAt`: -1 where its chance is 1. */
  place(gapMs: number): number {
    const gaps = this.#gapsMs;
    if (Number.isNaN(gapMs) || gaps.length === 0 || gapMs > (gaps[gaps.length - 1] ?? 0)) return -1;
    let low = 0;
    let high = gaps.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((gaps[middle] ?? 0) < gapMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  chanceAt(place: number): number {
    return place === -1 ? 1 : (this.#shares[place] ?? 1);
  }

  log2ChanceAt(place: number): number {
    return place === -1 ? 0 : (this.#log2Shares[place] ?? 0);
  }
}
