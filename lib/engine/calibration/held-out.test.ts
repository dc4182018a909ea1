import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { logistic } from "./calibration";
import type { CalibrationLabel } from "./features";
import { heldOutFolds } from "./held-out";
import { expectedCalibrationError } from "./reliability";

test("every label is predicted once, by a layer that saw nothing of its party", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 6, max: 40 }),
      (seed, folds, parties) => {
        const rng = seededRng(seed);
        const named = Array.from({ length: 240 }, (_, i) => `party-${i % parties}`);
        const labels: CalibrationLabel[] = named.map(() => ({
          bits: 12 * rng.next(),
          families: 1,
          same: rng.next() < 0.5,
        }));
        const held = heldOutFolds(labels, named, folds, rng);
        expect(held).toHaveLength(folds);
        expect(held.reduce((sum, fold) => sum + fold.predictions.length, 0)).toBe(labels.length);
        for (const fold of held) {
          expect(fold.calibration.labels + fold.predictions.length).toBe(labels.length);
          expect(fold.predictions.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("a party unlike all others is predicted by the others alone", () => {
  const ordinary = Array.from({ length: 400 }, (_, i): CalibrationLabel => {
    const bits = (i % 25) / 2;
    return { bits, families: 1, same: bits >= 6 };
  });
  const odd = Array.from({ length: 400 }, (): CalibrationLabel => ({ bits: 12, families: 1, same: false }));
  const folds = heldOutFolds(
    [...ordinary, ...odd],
    [...ordinary.map((_, i) => `party-${i % 20}`), ...odd.map(() => "odd")],
    5,
    seededRng("odd"),
  );
  const ofOdd = folds.flatMap((fold) => fold.predictions).filter((one) => !one.same && one.probability > 0.9);
  expect(ofOdd).toHaveLength(400);
});

test("labels drawn from a law are met by held-out layers within 3 %", () => {
  const rng = seededRng("law");
  const labels = Array.from({ length: 6_000 }, (): CalibrationLabel => {
    const bits = 2 + 10 * rng.next();
    return { bits, families: 1, same: rng.next() < logistic(0.6 * bits - 3) };
  });
  const predictions = heldOutFolds(
    labels,
    labels.map((_, i) => `party-${i % 200}`),
    5,
    rng,
  ).flatMap((fold) => fold.predictions);
  expect(expectedCalibrationError(predictions, "equal_width")).toBeLessThan(0.03);
  expect(expectedCalibrationError(predictions, "equal_mass")).toBeLessThan(0.03);
});

test("one fold, or more folds than parties, are refused", () => {
  const labels = [1, 2, 3].map((bits) => ({ bits, families: 1, same: bits > 1 }));
  for (const folds of [1, 4])
    expect(() => heldOutFolds(labels, ["a", "b", "c"], folds, seededRng("few"))).toThrow("as many parties");
});
