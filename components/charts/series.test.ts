import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dailyRows } from "./series";

test("no exchange is lost or made up on the way into the chart", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(9_999), fc.nat(9_999)), { minLength: 1, maxLength: 60 }),
      (pairs) => {
        const days = pairs.map((_, day) => day * 86_400_000);
        const series = [
          { id: "a", label: "a", color: "", values: pairs.map(([a]) => a) },
          { id: "b", label: "b", color: "", values: pairs.map(([, b]) => b) },
        ];
        const drawn = dailyRows(days, series).reduce((sum, row) => sum + (row.a ?? 0) + (row.b ?? 0), 0);
        expect(drawn).toBe(pairs.reduce((sum, [a, b]) => sum + a + b, 0));
      },
    ),
  );
});

test("a series shorter than the window counts as 0 on the missing days", () => {
  expect(dailyRows([0, 1], [{ id: "a", label: "", color: "", values: [5] }])).toEqual([
    { dayMs: 0, a: 5 },
    { dayMs: 1, a: 0 },
  ]);
});
