import { expect, test } from "vitest";
import { groupingMetrics } from "./metrics";

const truth = new Map([
  ["a", { operatorId: "o1", label: "operator" }],
  ["b", { operatorId: "o1", label: "operator" }],
  ["c", { operatorId: "o1", label: "operator" }],
  ["x", { operatorId: "i_x", label: "innocent" }],
  ["u", { operatorId: "", label: "fraud_unknown_operator" }],
]);

test("pairs and B³ are counted over accounts with an operator, the others left out", () => {
  const metrics = groupingMetrics(
    truth,
    new Map([
      ["a", 0],
      ["b", 0],
      ["x", 0],
      ["u", 0],
    ]),
  );
  expect(metrics.accounts).toBe(4);
  expect(metrics.pair_p).toBeCloseTo(1 / 3);
  expect(metrics.pair_r).toBeCloseTo(1 / 3);
  expect(metrics.b3_p).toBeCloseTo((2 / 3 + 2 / 3 + 1 + 1 / 3) / 4);
  expect(metrics.b3_r).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4);
  expect(metrics.innocents_in_8).toBe(0);
});

test("a perfect grouping scores 1", () => {
  const metrics = groupingMetrics(
    truth,
    new Map([
      ["a", 0],
      ["b", 0],
      ["c", 0],
    ]),
  );
  expect([metrics.pair_f1, metrics.b3_f1]).toEqual([1, 1]);
});
