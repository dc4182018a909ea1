import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formulaOf } from "./formula";
import { expectationWords, gapWords, rarityWords } from "./rarity";
import { waterfall } from "./waterfall";

test("the printed sum is the row's own bits", () => {
  const bits = Math.log2(8) - Math.log2(2) - Math.log2(0.002);
  const formula = formulaOf({ kappa: 8, crowd: 3, chance: 0.002, bits, direct: false });
  expect(formula.symbols).toBe("log₂ 8 − log₂ (3 − 1) − log₂ 0.00200");
  expect(formula.figures).toBe("3.00 − 1.00 + 8.97 = +11.0");
  expect(formula.agrees).toBe(true);
  expect(formulaOf({ kappa: 8, crowd: 3, chance: 0.002, bits: bits + 1, direct: false }).agrees).toBe(false);
});

test("an account's own identifier counts crowd and chance half", () => {
  const formula = formulaOf({ kappa: 4, crowd: 5, chance: 0.0001, bits: 2 - 1 + 6.64, direct: true });
  expect(formula.rule).toBe("bits = log₂ κ − ½ log₂ (crowd − 1) − ½ log₂ chance");
  expect(formula.figures).toBe("2.00 − 1.00 + 6.64 = +7.6");
  expect(formula.agrees).toBe(true);
});

test("rarity names the crowd that was seen and the floor it was raised to", () => {
  const row = { observedCrowd: 3, crowd: 3, population: 2_100_000, roster: null };
  expect(rarityWords(row)).toBe("3 of 2.1\u202fM accounts");
  const roster = { class: "cgnat" as const, capacity: 4_000, note: "" };
  expect(rarityWords({ ...row, crowd: 4_000, roster })).toBe(
    "3 of 2.1\u202fM accounts, counted as 4\u202f000 (carrier NAT)",
  );
});

test("times and expectations read as words", () => {
  expect(gapWords(null)).toBe("no times on record");
  expect(gapWords(0)).toBe("at the same time");
  expect(gapWords(3 * 86_400_000)).toBe("3 d apart");
  expect(expectationWords({ expectedStrangers: 0.05 })).toBe("by chance 0.05 strangers this close");
});

test("every bar begins where the last one ended and none leaves the picture", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { maxLength: 12 }), (steps) => {
      const bars = waterfall(steps);
      expect(bars).toHaveLength(steps.length);
      for (const bar of bars) {
        expect(bar.left).toBeGreaterThanOrEqual(0);
        expect(bar.left + bar.width).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
  expect(waterfall([6, 2, -4])).toEqual([
    { left: 0, width: 0.75 },
    { left: 0.75, width: 0.25 },
    { left: 0.5, width: 0.5 },
  ]);
});
