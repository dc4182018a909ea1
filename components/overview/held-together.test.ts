import * as fc from "fast-check";
import { expect, test } from "vitest";
import { heldTogether } from "./held-together";

const KINDS = [
  "payment_instrument",
  "card_bin",
  "api_key",
  "ip",
  "ip_range",
  "device",
  "email_domain",
  "own_kind",
];
const counts = fc
  .uniqueArray(fc.record({ kind: fc.constantFrom(...KINDS), count: fc.integer({ min: 1, max: 999 }) }), {
    selector: (shared) => shared.kind,
  })
  .map((rows) => rows.map((row) => ({ ...row, kindLabel: row.kind })));

test("nothing is lost between what is shown and what is counted as hidden", () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 5 }), (rows, max) => {
      const { shown, hidden } = heldTogether(rows, max);
      expect(shown.length).toBeLessThanOrEqual(max);
      expect([...shown, ...hidden].map((row) => row.kind).sort()).toEqual(rows.map((row) => row.kind).sort());
      if (rows.length > 0) expect(shown.length).toBeGreaterThan(0);
    }),
  );
});

test("three figures speak of three different things, payment first", () => {
  const row = (kind: string, count: number) => ({ kind, kindLabel: kind, count });
  const { shown } = heldTogether(
    [row("ip", 212), row("ip_range", 132), row("api_key", 507), row("payment_instrument", 16)],
    3,
  );
  expect(shown.map((shared) => shared.kind)).toEqual(["payment_instrument", "api_key", "ip"]);
});
