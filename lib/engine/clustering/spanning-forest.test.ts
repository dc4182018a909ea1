import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CANNOT_LINK, MUST_LINK, type PairDecisions } from "../decisions";
import { byFallingBits, type LinkColumns, spanningForest } from "./spanning-forest";
import { UnionFind } from "./union-find";

function columns(rows: readonly (readonly [a: number, b: number, bits: number])[]): LinkColumns {
  return {
    a: Int32Array.from(rows, ([a]) => a),
    b: Int32Array.from(rows, ([, b]) => b),
    bits: Float64Array.from(rows, ([, , bits]) => bits),
  };
}

function decisions(rows: readonly (readonly [a: number, b: number, verdict: number])[]): PairDecisions {
  return {
    a: Int32Array.from(rows, ([a]) => a),
    b: Int32Array.from(rows, ([, b]) => b),
    verdict: Uint8Array.from(rows, ([, , verdict]) => verdict),
    leftOut: 0,
  };
}

const anyBits = fc
  .oneof(
    fc.double({ min: -30, max: 60, noNaN: true }),
    fc.constantFrom(0, 4, -4, 4 + 2 ** -50, Number.MIN_VALUE, -Number.MIN_VALUE, 1e300, -1e300),
    fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  )
  .map((bits) => bits + 0);

describe("by falling bits", () => {
  test("is what a stable sort gives, negative, equal and zero bits among them", () => {
    fc.assert(
      fc.property(fc.array(anyBits, { maxLength: 300 }), (bits) => {
        const positions = [...bits.keys()];
        const expected = positions.toSorted((x, y) => {
          const [left, right] = [bits[x] ?? 0, bits[y] ?? 0];
          return left === right ? 0 : right > left ? 1 : -1;
        });
        expect([...byFallingBits({ ...columns([]), bits: Float64Array.from(bits) }, positions)]).toEqual(
          expected,
        );
      }),
      { numRuns: 200 },
    );
  });

  test("orders the positions it is given only, and leaves them as they were", () => {
    fc.assert(
      fc.property(
        fc.array(anyBits, { minLength: 1, maxLength: 60 }),
        fc.infiniteStream(fc.boolean()),
        (bits, keep) => {
          const positions = Int32Array.from([...bits.keys()].filter(() => keep.next().value === true));
          const before = positions.slice();
          const order = byFallingBits({ ...columns([]), bits: Float64Array.from(bits) }, positions);
          expect(positions).toEqual(before);
          expect([...order].toSorted((x, y) => x - y)).toEqual([...before]);
          for (let i = 1; i < order.length; i++)
            expect(bits[order[i - 1] ?? 0] ?? 0).toBeGreaterThanOrEqual(bits[order[i] ?? 0] ?? 0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const ACCOUNTS = 12;
const anyLinks = fc
  .array(fc.tuple(fc.nat(ACCOUNTS - 1), fc.nat(ACCOUNTS - 1), fc.integer({ min: 0, max: 9 })), {
    maxLength: 40,
  })
  .map((rows) => rows.filter(([a, b]) => a < b));

describe("spanning forest", () => {
  test("joins what the links join, with no link too many, and no other forest has more bits", () => {
    fc.assert(
      fc.property(anyLinks, (rows) => {
        const { sets, forest, refused } = spanningForest(ACCOUNTS, columns(rows), [...rows.keys()]);
        expect(refused).toEqual([]);
        const all = new UnionFind(ACCOUNTS);
        for (const [a, b] of rows) all.union(a, b);
        const own = new UnionFind(ACCOUNTS);
        for (const l of forest) expect(own.union(rows[l]?.[0] ?? 0, rows[l]?.[1] ?? 0)).toBe(true);
        for (let a = 0; a < ACCOUNTS; a++)
          for (let b = 0; b < a; b++) {
            expect(own.find(a) === own.find(b)).toBe(all.find(a) === all.find(b));
            expect(sets.find(a) === sets.find(b)).toBe(all.find(a) === all.find(b));
          }
        // Maximum: no link left out is stronger than the weakest on the forest's way between its ends.
        for (const [a, b, bits] of rows) {
          const stronger = new UnionFind(ACCOUNTS);
          for (const l of forest)
            if ((rows[l]?.[2] ?? 0) >= bits) stronger.union(rows[l]?.[0] ?? 0, rows[l]?.[1] ?? 0);
          expect(stronger.find(a)).toBe(stronger.find(b));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("with decisions: what must not come together never does, and nothing is refused without need", () => {
    const apart = fc.array(fc.tuple(fc.nat(ACCOUNTS - 1), fc.nat(ACCOUNTS - 1)), { maxLength: 8 });
    fc.assert(
      fc.property(anyLinks, apart, (rows, pairs) => {
        const cannot = pairs.filter(([a, b]) => a < b);
        const { sets, forest, refused } = spanningForest(
          ACCOUNTS,
          columns(rows),
          [...rows.keys()],
          decisions(cannot.map(([a, b]) => [a, b, CANNOT_LINK])),
        );
        for (const [a, b] of cannot) expect(sets.find(a)).not.toBe(sets.find(b));
        for (const l of refused) {
          const [a, b] = rows[l] ?? [0, 0];
          const together = (x: number, root: number): boolean => sets.find(x) === root;
          const [rootA, rootB] = [sets.find(a), sets.find(b)];
          expect(rootA).not.toBe(rootB);
          expect(
            cannot.some(
              ([x, y]) =>
                (together(x, rootA) && together(y, rootB)) || (together(x, rootB) && together(y, rootA)),
            ),
          ).toBe(true);
        }
        const taken = new Set([...forest, ...refused]);
        rows.forEach(([a, b], l) => {
          if (!taken.has(l)) expect(sets.find(a)).toBe(sets.find(b));
        });
      }),
      { numRuns: 200 },
    );
  });

  test("a must-link comes first, whatever its bits: the cannot-link then costs the stronger link", () => {
    const rows = [
      [0, 1, 1],
      [1, 2, 9],
      [0, 2, 3],
    ] as const;
    const { sets, forest, refused } = spanningForest(
      3,
      columns(rows),
      [0, 1, 2],
      decisions([
        [0, 1, MUST_LINK],
        [0, 2, CANNOT_LINK],
      ]),
    );
    expect([forest, refused]).toEqual([[0], [1, 2]]);
    expect(sets.find(0)).toBe(sets.find(1));
    expect(sets.find(2)).not.toBe(sets.find(1));
  });
});
