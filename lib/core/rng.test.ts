import { expect, test } from "vitest";
import { seededRng } from "./rng";

test("the same seed gives the same numbers, another seed gives others", () => {
  const draw = (seed: string): number[] => {
    const rng = seededRng(seed);
    return Array.from({ length: 50 }, () => rng.next());
  };
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
  expect(draw("a").every((x) => x >= 0 && x < 1)).toBe(true);
});
