import { expect, test } from "vitest";
import { networkHeadline } from "./headline";

const facts = {
  accounts: 388,
  sharedCounts: [
    { kind: "client_profile", kindLabel: "client profile", count: 3, othersMax: 900 },
    { kind: "prompt_template", kindLabel: "prompt template", count: 9, othersMax: 2 },
    { kind: "payment_instrument", kindLabel: "payment instrument", count: 38, othersMax: 0 },
  ],
  population: 1_020_000,
  exchanges: 2_100_000,
  firstMs: Date.UTC(2026, 6, 3),
  lastMs: Date.UTC(2026, 7, 14, 12),
};

test("says what is shared, by how many others, and what was run", () => {
  expect(networkHeadline(facts).replaceAll("\u202f", " ")).toBe(
    "388 accounts share 38 payment instruments and 9 prompt templates, none of them used by more than 2 of the 1 M other accounts; they ran 2.1 M exchanges in 43 days.",
  );
});

test("what nobody else uses is said to be used by none", () => {
  const own = facts.sharedCounts.map((entry) => ({ ...entry, othersMax: 0 }));
  expect(networkHeadline({ ...facts, sharedCounts: own })).toContain("none of them used by any of the");
});

test("says nothing of what is not there", () => {
  expect(networkHeadline({ ...facts, accounts: 2, sharedCounts: [], exchanges: 0 })).toBe(
    "2 accounts are linked.",
  );
});
