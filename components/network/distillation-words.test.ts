import { expect, test } from "vitest";
import { pValueWords, statisticWords } from "./distillation-words";

test("a p-value is never shown as nothing", () => {
  expect([1, 0.0123, 0.00041, 4.1e-15, 0, null].map(pValueWords)).toEqual([
    "1.0",
    "0.012",
    "4.1e-4",
    "under 1e-9",
    "under 1e-9",
    "none",
  ]);
});

test("a statistic has three digits and its name", () => {
  expect(statisticWords({ name: "share", value: 0.871_234 })).toBe("share: 0.871");
  expect(statisticWords(null)).toBe("not computed");
});
