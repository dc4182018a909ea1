import fc from "fast-check";
import { expect, test } from "vitest";
import {
  brierScore,
  expectedCalibrationError,
  logLoss,
  type Prediction,
  reliabilityTable,
  wilsonInterval,
} from "./reliability";

const predictions: Prediction[] = [
  ...Array.from({ length: 10 }, (_, i) => ({ probability: 0.25, same: i < 2 })),
  ...Array.from({ length: 30 }, (_, i) => ({ probability: 0.85, same: i < 27 })),
];

const predictionsArbitrary = fc.array(
  fc.record({
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    same: fc.boolean(),
    weight: fc.double({ min: 0.01, max: 5, noNaN: true }),
  }),
  { maxLength: 80 },
);

test("figures of a table worked out by hand", () => {
  const table = reliabilityTable(predictions);
  expect(table).toHaveLength(10);
  expect(table[2]).toMatchObject({ from: 0.2, n: 10, predicted: 0.25, observed: 0.2 });
  expect(table[8]).toMatchObject({ n: 30, observed: 0.9 });
  expect(table[5]).toMatchObject({ n: 0, predicted: null, observed: null, low: null, high: null });
  expect(expectedCalibrationError(predictions, "equal_width")).toBeCloseTo((10 * 0.05 + 30 * 0.05) / 40, 12);
  expect(brierScore(predictions)).toBeCloseTo(
    (2 * 0.75 ** 2 + 8 * 0.25 ** 2 + 27 * 0.15 ** 2 + 3 * 0.85 ** 2) / 40,
    12,
  );
  expect(logLoss([{ probability: 0.5, same: true }])).toBeCloseTo(Math.LN2, 12);
});

test("Wilson's interval as printed in Newcombe (1998), 81 of 263", () => {
  const { low, high } = wilsonInterval(81 / 263, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
});

test("a weight of two is the label twice", () => {
  const twice = predictions.flatMap((one) => [one, one]);
  const weighed = predictions.map((one) => ({ ...one, weight: 2 }));
  for (const figure of [brierScore, logLoss]) expect(figure(weighed)).toBeCloseTo(figure(twice), 12);
  expect(expectedCalibrationError(weighed, "equal_mass")).toBeCloseTo(
    expectedCalibrationError(twice, "equal_mass"),
    12,
  );
});

test("every prediction is in one bin, equal ones together, and no figure is NaN", () => {
  fc.assert(
    fc.property(
      predictionsArbitrary,
      fc.constantFrom("equal_width" as const, "equal_mass" as const),
      (given, binning) => {
        const table = reliabilityTable(given, 10, binning);
        expect(table.length).toBeLessThanOrEqual(10);
        expect(table.reduce((sum, bin) => sum + bin.n, 0)).toBe(given.length);
        for (const bin of table) {
          expect(Object.values(bin).some((value) => Number.isNaN(value))).toBe(false);
          if (bin.observed === null) continue;
          expect(bin.low).toBeLessThanOrEqual(bin.observed + 1e-12);
          expect(bin.high).toBeGreaterThanOrEqual(bin.observed - 1e-12);
        }
        const error = expectedCalibrationError(given, binning);
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
        expect(expectedCalibrationError([...given].reverse(), binning)).toBeCloseTo(error, 9);
      },
    ),
  );
});
