import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RingleaderError } from "@/lib/core/errors";
import { type Rng, seededRng } from "@/lib/core/rng";
import { METHOD } from "../model";
import type { GuardRow, LinkExplanation } from "@/lib/domain/link";
import { calibrationApplies, logistic, probabilityOf, probabilityWithinJudged } from "./calibration";
import { DEFAULT_CALIBRATION } from "./defaults";
import { type CalibrationLabel, cappedWeights } from "./features";
import { calibrationShortfall, fitCalibration } from "./fit";
import { expectedCalibrationError, predictionsOf } from "./reliability";

/** Labels whose log-odds are `intercept + perBit·bits` in truth. */
function drawnLabels(rng: Rng, count: number, intercept: number, perBit: number): CalibrationLabel[] {
  return Array.from({ length: count }, () => {
    const bits = 2 + 12 * rng.next();
    return { bits, families: 1, same: rng.next() < logistic(intercept + perBit * bits) };
  });
}

const labelArbitrary = fc.record({
  bits: fc.double({ min: -30, max: 60, noNaN: true }),
  families: fc.integer({ min: 0, max: 5 }),
  same: fc.boolean(),
  weight: fc.double({ min: 0.001, max: 10, noNaN: true }),
});
/** Any judgements at all, with 40 of either verdict put in. */
const labelsArbitrary = fc
  .array(labelArbitrary, { minLength: 200, maxLength: 260 })
  .map((labels) => labels.map((label, i) => (i < 80 ? { ...label, same: i < 40 } : label)));
const pairArbitrary = fc.record({
  bits: fc.double({ min: -50, max: 100, noNaN: true }),
  families: fc.integer({ min: 0, max: 5 }),
});

test("a known law is found again, and its probabilities", () => {
  const labels = drawnLabels(seededRng("law"), 20_000, -3, 0.5);
  const calibration = fitCalibration(labels, "drawn");
  for (const bits of [3, 5, 8, 11, 13])
    expect(probabilityOf(calibration, { bits, families: 1 })).toBeCloseTo(logistic(-3 + 0.5 * bits), 1);
  const fresh = drawnLabels(seededRng("fresh"), 20_000, -3, 0.5);
  expect(expectedCalibrationError(predictionsOf(calibration, fresh), "equal_mass")).toBeLessThan(0.02);
});

test("more bits or more families never give less probability, whatever was judged", () => {
  fc.assert(
    fc.property(
      labelsArbitrary,
      pairArbitrary,
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
      (labels, pair, moreBits, moreFamilies) => {
        const calibration = fitCalibration(labels, "any");
        const before = probabilityOf(calibration, pair);
        const after = probabilityOf(calibration, {
          bits: pair.bits + moreBits,
          families: pair.families + moreFamilies,
        });
        expect(after).toBeGreaterThanOrEqual(before);
        for (const probability of [before, after]) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("the order of the judgements is of no account", () => {
  fc.assert(
    fc.property(labelsArbitrary, pairArbitrary, (labels, pair) => {
      const forwards = probabilityOf(fitCalibration(labels, "any"), pair);
      const backwards = probabilityOf(fitCalibration([...labels].reverse(), "any"), pair);
      expect(backwards).toBeCloseTo(forwards, 6);
    }),
    { numRuns: 20 },
  );
});

test("judgements that bits part without fault stay finite", () => {
  const labels = Array.from({ length: 400 }, (_, i) => ({
    bits: i < 200 ? -1e6 - i : 1e6 + i,
    families: 2,
    same: i >= 200,
  }));
  const calibration = fitCalibration(labels, "separable");
  expect(
    [calibration.intercept, ...calibration.coefficients.map(({ value }) => value)].every(Number.isFinite),
  ).toBe(true);
  expect(probabilityOf(calibration, { bits: 1e6, families: 2 })).toBeGreaterThan(0.9);
  expect(probabilityOf(calibration, { bits: -1e6, families: 2 })).toBeLessThan(0.1);
});

test("verdicts that go against the bits give one probability for all, not a falling one", () => {
  const labels = Array.from({ length: 400 }, (_, i) => ({ bits: i / 20, families: 1, same: i < 300 }));
  const calibration = fitCalibration(labels, "upside down");
  expect(calibration.coefficients.map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  expect(probabilityOf(calibration, { bits: 1, families: 1 })).toBeCloseTo(0.75, 6);
});

test("beyond the most bits that were judged, more bits promise nothing more", () => {
  const calibration = fitCalibration(drawnLabels(seededRng("reach"), 2_000, -3, 0.5), "drawn");
  const most = probabilityOf(calibration, { bits: calibration.bitsMax, families: 1 });
  expect(probabilityOf(calibration, { bits: 500, families: 1 })).toBe(most);
  expect(calibration.bitsMin).toBeGreaterThanOrEqual(2);
  expect(calibration.bitsMin).toBeLessThan(2.1);
});

describe("a probability is given", () => {
  const calibration = fitCalibration(drawnLabels(seededRng("range"), 2_000, -3, 0.5), "drawn");
  const { bitsMin, bitsMax } = calibration;
  type Judged = Parameters<typeof probabilityWithinJudged>[1];
  const like: Judged = {
    bits: 8,
    families: ["payment", "client"],
    status: "confirmed",
    guards: [],
    thresholds: { candidateBits: 2.5, confirmBits: 4 },
  };
  const given = (change: Partial<LinkExplanation>): number | null =>
    probabilityWithinJudged(calibration, { ...like, ...change });

  test("for a pair like those judged, and is the layer's own", () => {
    expect(given({})).toBe(probabilityOf(calibration, { bits: 8, families: 2 }));
    expect(given({ status: "candidate", guards: [{ guard: "two_families", sentence: "" }] })).not.toBeNull();
  });

  test("inside the bits that were judged and make a candidate only", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 30, noNaN: true }),
        fc.double({ min: -5, max: 30, noNaN: true }),
        (bits, candidateBits) => {
          const inside = bits >= bitsMin && bits >= candidateBits && bits <= bitsMax;
          expect(given({ bits, thresholds: { candidateBits, confirmBits: 4 } }) !== null).toBe(inside);
        },
      ),
    );
    const lenient = { candidateBits: -10, confirmBits: 4 };
    expect(given({ bits: bitsMin, thresholds: lenient })).not.toBeNull();
    expect(given({ bits: bitsMin - 0.001, thresholds: lenient })).toBeNull();
    expect(given({ bits: bitsMax })).not.toBeNull();
    expect(given({ bits: bitsMax + 0.001 })).toBeNull();
    expect(given({ bits: Number.NaN })).toBeNull();
  });

  test.each<Partial<LinkExplanation>>([
    { status: "none" },
    { families: [] },
    ...(["verified_enterprise", "analyst_cannot_link", "analyst_must_link"] as const).map((guard) => ({
      guards: [{ guard, sentence: "" } satisfies GuardRow],
    })),
  ])("but not with %o", (change) => {
    expect(given(change)).toBeNull();
  });
});

test.each([
  [199, 100, "1 judged pair more (199 of 200)"],
  [250, 39, "1 confirmed pair more (39 of 40)"],
  [250, 230, "20 rejected pairs more (20 of 40)"],
])("%i judgements, %i of them confirmed, are refused, saying what is missing", (count, same, missing) => {
  const labels = Array.from({ length: count }, (_, i) => ({ bits: i % 12, families: 1, same: i < same }));
  expect(calibrationShortfall(labels)).toContain(missing);
  const refused = (): unknown => fitCalibration(labels, "few");
  expect(refused).toThrow(RingleaderError);
  expect(refused).toThrow(missing);
});

test.each([
  { bits: Number.NaN },
  { bits: Number.POSITIVE_INFINITY },
  { families: Number.NaN },
  { weight: 0 },
  { weight: Number.NaN },
])("a label with %o is refused by its number", (wrong) => {
  const labels = drawnLabels(seededRng("wrong"), 400, -3, 0.5);
  const [first, ...others] = labels;
  expect(() =>
    fitCalibration([...others, { bits: 4, families: 1, same: true, ...first, ...wrong }], "any"),
  ).toThrow(expect.objectContaining({ code: "bad_input", details: { index: 399 } }));
});

test("a group's labels count together as the most allowed, smaller groups in full", () => {
  expect(cappedWeights(["a", "b", "a", "a", "a"], 2)).toEqual([0.5, 1, 0.5, 0.5, 0.5]);
});

test("the shipped defaults are of this method, and rise", () => {
  expect(calibrationApplies(DEFAULT_CALIBRATION, `${METHOD}.0123456789ab`)).toBe(true);
  expect(calibrationApplies(DEFAULT_CALIBRATION, "another-method-1.0123456789ab")).toBe(false);
  const shown = [0, 2.5, 4, 6, 8, 10, 12].map((bits) =>
    probabilityOf(DEFAULT_CALIBRATION, { bits, families: 2 }),
  );
  expect([...shown].sort((x, y) => x - y)).toEqual(shown);
  expect(shown.every((probability) => probability > 0 && probability < 1)).toBe(true);
});
