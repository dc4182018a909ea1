import { expect, test } from "vitest";
import { networksStandOut, REST_ID, trendSeries } from "./trend-series";

const days = [0, 1];
const one = { networkId: "n", label: "N-0001", perDay: [10, 10] };

test("networks too thin to read are drawn on their own", () => {
  expect(networksStandOut({ days, series: [one], rest: [1_000, 1_000] })).toBe(false);
  expect(networksStandOut({ days, series: [one], rest: [20, 20] })).toBe(true);
});

test("without a network the other accounts are drawn, asked for or not", () => {
  const ids = trendSeries({ days, series: [], rest: [5, 5] }, false).map((band) => band.id);
  expect(ids).toEqual([REST_ID]);
});
