import fc from "fast-check";
import { expect, test } from "vitest";
import { MS_PER_DAY } from "@/lib/core/time";
import type { DayRun } from "@/lib/domain/profile";
import { stripBars } from "./strip-bars";

const runsArbitrary = fc
  .array(
    fc.record({
      gap: fc.nat(400),
      days: fc.integer({ min: 1, max: 60 }),
      accounts: fc.integer({ min: 1, max: 900 }),
    }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((parts) => {
    let day = 20_000;
    return parts.map(({ gap, days, accounts }): DayRun => {
      const from = day + gap;
      day = from + days;
      return { fromMs: from * MS_PER_DAY, toMs: (day - 1) * MS_PER_DAY, accounts };
    });
  });

function onDay(runs: readonly DayRun[], dayMs: number): number {
  return runs.find((run) => run.fromMs <= dayMs && dayMs <= run.toMs)?.accounts ?? 0;
}

test("bars cover the days once and without a gap, each as tall as its tallest day", () => {
  fc.assert(
    fc.property(runsArbitrary, fc.integer({ min: 1, max: 120 }), (runs, barsMax) => {
      const bars = stripBars(runs, barsMax);
      expect(bars.length).toBeLessThanOrEqual(barsMax);
      expect(bars[0]?.fromMs).toBe(runs[0]?.fromMs);
      expect(bars.at(-1)?.toMs).toBe(runs.at(-1)?.toMs);
      bars.forEach((bar, index) => {
        const next = bars[index + 1];
        if (next !== undefined) expect(next.fromMs - bar.toMs).toBe(MS_PER_DAY);
        let most = 0;
        for (let dayMs = bar.fromMs; dayMs <= bar.toMs; dayMs += MS_PER_DAY)
          most = Math.max(most, onDay(runs, dayMs));
        expect(bar.accounts).toBe(most);
      });
    }),
    { numRuns: 60 },
  );
});

test("no run, no bar", () => {
  expect(stripBars([], 10)).toEqual([]);
});
