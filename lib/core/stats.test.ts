import fc from "fast-check";
import { expect, test } from "vitest";
import {
  binomialLowerTail,
  binomialUpperTail,
  chiSquareLowerTail,
  chiSquareUpperTail,
  gammaLowerTail,
  gammaUpperTail,
  logBinomial,
  logGamma,
  normalUpperTail,
  regularizedBeta,
  studentUpperTail,
  wilsonUpper,
} from "./stats";

/** Relative agreement. */
function near(value: number, known: number, relative = 1e-6): void {
  expect(Math.abs(value - known)).toBeLessThanOrEqual(Math.abs(known) * relative);
}

test("known values of the special functions", () => {
  near(logGamma(0.5), Math.log(Math.sqrt(Math.PI)));
  near(logGamma(10), Math.log(362_880));
  near(logGamma(1_000.5), 5_908.674_175_848_08);
  near(logBinomial(52, 5), Math.log(2_598_960));
  near(gammaLowerTail(1, 2), 1 - Math.exp(-2));
  near(gammaUpperTail(1, 40), Math.exp(-40));
  near(regularizedBeta(2, 3, 0.4), 0.524_8);
});

test("known values of the tails, as tables of quantiles have them", () => {
  near(normalUpperTail(1.959_963_984_540_054), 0.025);
  near(normalUpperTail(6), 9.865_876_450_376_946e-10);
  near(normalUpperTail(-1), 0.841_344_746_068_542_9);
  near(chiSquareUpperTail(10, 18.307_038_053_275_146), 0.05);
  near(chiSquareLowerTail(10, 3.940_299_136_119_06), 0.05);
  near(chiSquareUpperTail(1, 3.841_458_820_694_124), 0.05);
  near(studentUpperTail(5, 2.015_048_372_669_157), 0.05);
  near(studentUpperTail(1, 1), 0.25);
  near(wilsonUpper(0, 10, 1.959_963_984_540_054), 0.277_532_794);
});

test("binomial tails are the sums they stand for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (n, wished, p) => {
        const k = Math.min(n, wished);
        let upper = 0;
        for (let i = k; i <= n; i++)
          upper += Math.exp(logBinomial(n, i) + i * Math.log(p) + (n - i) * Math.log(1 - p));
        expect(binomialUpperTail(n, k, p)).toBeCloseTo(upper, 9);
        expect(binomialUpperTail(n, k, p) + binomialLowerTail(n, k - 1, p)).toBeCloseTo(1, 9);
      },
    ),
  );
});

test("tails stay within 0 and 1 and fall, up to huge arguments", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      (degrees, ratio) => {
        const at = chiSquareUpperTail(degrees, degrees * ratio);
        const further = chiSquareUpperTail(degrees, degrees * ratio * 1.1);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(1);
        expect(further).toBeLessThanOrEqual(at + 1e-9);
      },
    ),
  );
  expect(binomialUpperTail(1e9, 5.01e8, 0.5)).toBeLessThan(1e-9);
});

test("arguments out of range give no number instead of a wrong one", () => {
  expect(logGamma(-1)).toBeNaN();
  expect(chiSquareUpperTail(0, 1)).toBeNaN();
  expect(chiSquareUpperTail(3, Number.NaN)).toBeNaN();
  expect(studentUpperTail(0, 1)).toBeNaN();
  expect(wilsonUpper(0, 0)).toBe(1);
});
