import { expect, test } from "vitest";
import { RowProgress } from "./row-progress";

test("rows, rate and time left of every table under way, in one sentence", () => {
  let nowMs = 0;
  const progress = new RowProgress({ nowMs: () => nowMs });
  expect(progress.heard("exchanges", 0, 10_000)).toBe("exchanges: 0 of 10 000 rows");
  nowMs = 10_000;
  expect(progress.heard("exchanges", 2_000, 10_000)).toBe(
    "exchanges: 2 000 of 10 000 rows, 200 a second, 40 s left",
  );
  expect(progress.heard("api_keys", 500, undefined)).toBe(
    "exchanges: 2 000 of 10 000 rows, 200 a second, 40 s left; api_keys: 500 rows",
  );
  nowMs = 12_000;
  expect(progress.ended("exchanges", 10_000)).toBe("exchanges: 10 000 rows");
  expect(progress.heard("api_keys", 700, undefined)).toBe("api_keys: 700 rows, 100 a second");
});

test("a table that stands still has no time left to tell", () => {
  let nowMs = 0;
  const progress = new RowProgress({ nowMs: () => nowMs });
  progress.heard("exchanges", 50, 100);
  nowMs = 60_000;
  expect(progress.heard("exchanges", 50, 100)).toBe("exchanges: 50 of 100 rows");
});
