import * as fc from "fast-check";
import { expect, test } from "vitest";
import { STRENGTH_STEP_BITS, strengthSteps } from "./strength";

test("a confirmed link fills at least two steps and a candidate one", () => {
  expect(strengthSteps(1.9)).toBe(0);
  expect(strengthSteps(2)).toBe(1);
  expect(strengthSteps(4)).toBe(2);
  expect(strengthSteps(14.2)).toBe(4);
  expect(strengthSteps(900)).toBe(STRENGTH_STEP_BITS.length);
});

test("more bits never fill fewer steps, and the sign does not matter", () => {
  const bits = fc.double({ min: 0, max: 1_000, noNaN: true });
  fc.assert(
    fc.property(bits, bits, (a, b) => {
      expect(strengthSteps(Math.max(a, b))).toBeGreaterThanOrEqual(strengthSteps(Math.min(a, b)));
      expect(strengthSteps(-a)).toBe(strengthSteps(a));
    }),
  );
});
