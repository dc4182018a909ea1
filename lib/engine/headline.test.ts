import { expect, test } from "vitest";
import { networkHeadline } from "./headline";

const facts = {
  accounts: 388,
  sharedCounts: [
    { kind: "client_profile", kindLabel: "client profile", count: 3 },
    { kind: "prompt_template", kindLabel: "prompt template", count: 9 },
    { kind: "payment_instrument", kindLabel: "payment instrument", count: 38 },
  ],
  shared: [],
  population: 1_020_000,
  exchanges: 2_100_000,
  firstMs: Date.UTC(2026, 6, 3),
  lastMs: Date.UTC(2026, 7, 14, 12),
};

test("says what is shared, by how many others, and what was run", () => {
  expect(networkHeadline(facts).replaceAll("\u202f", " ")).toBe(
    "388 accounts share 38 payment instruments and 9 prompt templates that no other account of 1 M uses; they ran 2.1 M exchanges in 43 days.",
  );
});

test("says nothing of what is not there", () => {
  expect(networkHeadline({ ...facts, accounts: 2, sharedCounts: [], exchanges: 0 })).toBe(
    "2 accounts are linked.",
  );
});
