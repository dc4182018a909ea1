import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { EvidenceRow } from "@/lib/domain/evidence";
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

const evidence: EvidenceRow = {
  kind: "ip",
  kindLabel: "IP address",
  family: "network",
  value: "240.0.0.1",
  display: "240.0.0.1",
  bits: 0,
  contribution: 0,
  crowd: 3,
  observedCrowd: 3,
  population: 100,
  chance: 0.01,
  gapMs: 0,
  expectedStrangers: 0.02,
  kappa: 0.5,
  direct: false,
  a: { firstSeenMs: null, lastSeenMs: null, count: 1 },
  b: { firstSeenMs: null, lastSeenMs: null, count: 1 },
  roster: null,
  sentence: "",
};

test("every bar begins where the last one ended, and all of them end at the link's own bits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3, max: 20, noNaN: true }), { maxLength: 12 }),
      fc.array(fc.double({ min: -8, max: -0.1, noNaN: true }), { maxLength: 3 }),
      fc.double({ min: -1, max: 3, noNaN: true }),
      (forIt, against, unlisted) => {
        const counted = forIt.filter((bits) => bits > 0);
        const bits = [...counted, ...against, unlisted].reduce((sum, one) => sum + one, 0);
        const steps = waterfall({
          bits,
          evidence: forIt.map((contribution, i) => ({ ...evidence, value: String(i), contribution })),
          counterEvidence: against.map((one) => ({ kind: "disjoint_leases", bits: one, sentence: "" })),
        });
        steps.slice(1, -1).forEach((step, i) => expect(step.from).toBe(steps[i]?.to));
        expect(steps.at(-1)).toMatchObject({ kind: "sum", from: 0, to: bits });
        if (steps.length > 1) expect(Math.abs((steps.at(-2)?.to ?? 0) - bits)).toBeLessThan(0.06);
        expect(steps.filter(({ kind }) => kind === "counter").every((step) => step.bits < 0)).toBe(true);
      },
    ),
  );
});

test("strongest first, then what speaks against it, then the sum", () => {
  const steps = waterfall({
    bits: 4,
    evidence: [
      { ...evidence, contribution: 2 },
      { ...evidence, kindLabel: "device", display: "dev\u202E_1", value: "d", contribution: 6 },
    ],
    counterEvidence: [{ kind: "contract_differs", bits: -4, sentence: "" }],
  });
  expect(steps.map(({ label, detail, from, to }) => [label, detail, from, to])).toEqual([
    ["device", "dev_1", 0, 6],
    ["IP address", "240.0.0.1", 6, 8],
    ["Another contract", "", 8, 4],
    ["the link", "", 0, 4],
  ]);
});
