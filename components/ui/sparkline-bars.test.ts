import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sparklineBars } from "./sparkline-bars";

test("never more bars than asked for, and every bar within the height", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000_000), { maxLength: 400 }),
      fc.integer({ min: 1, max: 60 }),
      (values, max) => {
        const bars = sparklineBars(values, max);
        expect(bars.length).toBeLessThanOrEqual(max);
        expect(bars.every((bar) => bar >= 0 && bar <= 1)).toBe(true);
        if (values.some((value) => value > 0)) expect(Math.max(...bars)).toBe(1);
      },
    ),
  );
});

test("no days, or only quiet days, draw nothing", () => {
  expect(sparklineBars([], 10)).toEqual([]);
  expect(sparklineBars([0, 0], 10)).toEqual([0, 0]);
});
