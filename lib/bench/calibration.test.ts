import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { probabilityOf } from "@/lib/engine/calibration/calibration";
import { DEFAULT_CALIBRATION } from "@/lib/engine/calibration/defaults";
import { fitCalibration } from "@/lib/engine/calibration/fit";
import { runAttributionBench } from "./attribution";
import { crossValidate, type LabelledLink, weightedLabels } from "./cross-validation";
import { spreadOverHalves } from "./halves";
import { labelledData } from "./labelled-data";
import type { TruthRow } from "./metrics";
import { spreadOf } from "./spread";

const { dir: dataDir, absent, skipped } = labelledData();

test.skipIf(absent)(`on real operators that were held out, probabilities are kept${skipped}`, async () => {
  const { calibration, halves } = await runAttributionBench({
    dataDir,
    calibrate: { folds: 5, splits: 2 },
  });
  expect(calibration?.parties_capped.by_split.ece_equal_width.mean).toBeLessThanOrEqual(0.03);
  expect(calibration?.parties_capped.by_split.ece_equal_mass.mean).toBeLessThanOrEqual(0.03);
  expect(calibration?.each_link_once.by_split.ece_equal_width.mean).toBeLessThanOrEqual(0.03);
  expect(halves.innocents_in_8.p95).toBeLessThanOrEqual(0.01);
  for (const bits of [2.5, 4, 6, 8, 10, 12]) {
    const pair = { bits, families: 1 };
    const fitted = calibration === null ? 0 : probabilityOf(calibration.fitted, pair);
    expect(
      Math.abs(fitted - probabilityOf(DEFAULT_CALIBRATION, pair)),
      `shipped defaults at ${bits} bits`,
    ).toBeLessThan(0.04);
  }
});

test("one party of many links does not decide where parties are capped", () => {
  const links: LabelledLink[] = [
    ...Array.from({ length: 3_000 }, () => ({ label: { bits: 8, families: 1, same: true }, party: "large" })),
    ...Array.from({ length: 1_000 }, (_, i) => ({
      label: { bits: 8, families: 1, same: i % 2 === 0 },
      party: `small-${i % 100}`,
    })),
  ];
  const promised = (partyLinksMax: number | null): number =>
    probabilityOf(fitCalibration(weightedLabels(links, partyLinksMax), "test"), { bits: 8, families: 1 });
  expect(promised(null)).toBeCloseTo(3_500 / 4_000, 2);
  expect(promised(20)).toBeCloseTo(520 / 1_020, 2);
});

test("links are refused where too few were judged", () => {
  const links = [{ label: { bits: 8, families: 1, same: true }, party: "only" }];
  expect(() => crossValidate(links, { folds: 5, splits: 1, partyLinksMax: null, rng: seededRng(1) })).toThrow(
    "199 judged pairs more",
  );
});

test("halves hold half the operators and half the innocents, and a perfect grouping scores 1 in each", () => {
  const truth = new Map<string, TruthRow>();
  const groupOf = new Map<string, number>();
  for (let operator = 0; operator < 10; operator++) {
    for (let place = 0; place < 9; place++) {
      truth.set(`o${operator}_${place}`, { operatorId: `operator-${operator}`, label: "operator" });
      groupOf.set(`o${operator}_${place}`, operator);
    }
    truth.set(`i${operator}`, { operatorId: `innocent-${operator}`, label: "innocent" });
  }
  groupOf.set("i3", 0);
  const halves = spreadOverHalves(truth, groupOf, 40, seededRng("halves"));
  expect(halves.innocents_in_8.p5).toBe(0);
  expect(halves.innocents_in_8.p95).toBeCloseTo(1 / 5, 12);
  expect(halves.pair_f1.p95).toBe(1);
  expect(halves.pair_f1.p5).toBeLessThan(1);
});

test("quantiles are those worked out by hand", () => {
  expect(spreadOf([4, 1, 3, 2, 5])).toEqual({
    mean: 3,
    sd: Math.sqrt(2.5),
    p5: 1.2,
    median: 3,
    p95: 4.8,
    draws: 5,
  });
  expect(spreadOf([7])).toMatchObject({ mean: 7, sd: 0, median: 7 });
});
