import { expect, test } from "vitest";
import { spanningForest } from "./spanning-forest";
import { weakBridges } from "./weak-bridges";

/** Two chains of nine accounts, joined by one link of `bits`. */
function twoChains(bits: number): { a: Int32Array; b: Int32Array; bits: Float64Array } {
  const a: number[] = [];
  const b: number[] = [];
  const all: number[] = [];
  for (const start of [0, 9]) {
    for (let i = start; i < start + 8; i++) {
      a.push(i);
      b.push(i + 1);
      all.push(9);
    }
  }
  a.push(4);
  b.push(12);
  all.push(bits);
  return { a: Int32Array.from(a), b: Int32Array.from(b), bits: Float64Array.from(all) };
}

test("a link just above the threshold between two large parts is a weak bridge, with both sizes", () => {
  const links = twoChains(4.5);
  const positions = [...links.a.keys()];
  const { forest } = spanningForest(18, links, positions);
  expect(weakBridges(links, forest, 6)).toEqual([{ link: 16, sideA: 9, sideB: 9 }]);
});

test("a strong link is none, nor one that cuts off fewer than eight", () => {
  const strong = twoChains(7);
  expect(weakBridges(strong, spanningForest(18, strong, [...strong.a.keys()]).forest, 6)).toEqual([]);
  const few = twoChains(4.5);
  expect(weakBridges(few, spanningForest(18, few, [...few.a.keys()]).forest, 6, 10)).toEqual([]);
});

test("the forest keeps the strongest path: cutting it at a threshold cuts the clusters at that threshold", () => {
  const links = { a: Int32Array.of(0, 1, 0), b: Int32Array.of(1, 2, 2), bits: Float64Array.of(5, 9, 7) };
  const { forest } = spanningForest(3, links, [0, 1, 2]);
  expect(forest).toEqual([1, 2]);
});
