import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "@/lib/ingest/fault";
import type { Cell } from "@/lib/ingest/formats/row-batch";
import { RowReader } from "@/lib/ingest/row-reader";
import type { RowContext } from "@/lib/ingest/tables/bundle-table";
import { TABLE_SPECS } from "@/lib/ingest/tables";
import { addressOf, rangeOf } from "./address";
import { timeOf } from "./time";

const NOW = Date.UTC(2026, 5, 5);
const someTime = fc.integer({ min: Date.UTC(2000, 0, 1), max: NOW });

test("a time reads the same in every form", () => {
  fc.assert(
    fc.property(someTime, fc.integer({ min: -14 * 60, max: 14 * 60 }), (ms, offsetMin) => {
      const iso = new Date(ms).toISOString();
      const sign = offsetMin < 0 ? "-" : "+";
      const [hours, minutes] = [Math.trunc(Math.abs(offsetMin) / 60), Math.abs(offsetMin) % 60].map((part) =>
        String(part).padStart(2, "0"),
      );
      const local = new Date(ms + offsetMin * 60_000)
        .toISOString()
        .replace("Z", `${sign}${hours}:${minutes}`);
      for (const form of [
        iso,
        ms,
        String(ms),
        BigInt(ms),
        new Date(ms),
        local,
        iso.replace("T", " "),
        iso.replace("Z", "999Z"),
        ` ${iso} `,
      ]) {
        expect(timeOf(form, NOW)).toBe(ms);
      }
      expect(timeOf(`${iso.slice(0, 19)}Z`, NOW)).toBe(Math.floor(ms / 1000) * 1000);
    }),
    { numRuns: 1000 },
  );
});

test("a day is a time exactly where the calendar has it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2000, max: 2030 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
      (year, month, day) => {
        const [mm, dd] = [month, day].map((part) => String(part).padStart(2, "0"));
        const ms = Date.UTC(year, month - 1, day);
        const exists = new Date(ms).toISOString().startsWith(`${year}-${mm}-${dd}T`);
        expect(timeOf(`${year}-${mm}-${dd}T00:00:00Z`, NOW)).toEqual(exists ? ms : expect.any(Fault));
      },
    ),
    { numRuns: 1000 },
  );
});

test("an address has one spelling", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const once = addressOf(text);
      expect(typeof once).toBe("string");
      expect(addressOf(once)).toBe(once);
      expect(addressOf(text.toUpperCase())).toBe(once);
    }),
    { numRuns: 1000 },
  );
  expect(addressOf("::FFFF:240.1.2.3")).toBe("240.1.2.3");
  for (const wrong of ["240.1.2", "240.1.2.3.4", "240.1.2.256", "fe80::1%eth0", "localhost", "", "1"])
    expect(addressOf(wrong)).toBeInstanceOf(Fault);
  expect(rangeOf("240.3.1.7/16", false)).toBe("240.3.0.0/16");
  expect(rangeOf("2001:DB8::7/32", false)).toBe("2001:db8::/32");
  for (const wrong of ["240.3.0.0/33", "240.3.0/8", "x/8", "2001:db8::/129", "::ffff:240.0.0.0/8"])
    expect(rangeOf(wrong, true)).toBeInstanceOf(Fault);
});

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[0-9T:Z.+\-@/a-f]{0,30}$/),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.constantFrom(
    null,
    undefined,
    "",
    " ",
    "\0",
    "__proto__",
    "NaN",
    "1e999",
    "card",
    "ip",
    "2026-04-22T10:00:00Z",
  ),
  fc.date(),
  fc.object(),
  fc.uint8Array(),
);

test.each(Object.entries(TABLE_SPECS))(
  "any cells at all make a row of %s or a reject, never a crash, and no value is repeated in a reason",
  (_, spec) => {
    const header = [...spec.columns.map((column) => column.name), "other"];
    const reader = new RowReader(spec, header, (name) => name, NOW);
    const context: RowContext = {
      phoneKey: "key",
      contactKeys: undefined,
      observe: () => undefined,
      make: () => undefined,
      promptTraits: () => ({ templateId: "", capability: "" }),
    };
    fc.assert(
      fc.property(fc.array(cell, { minLength: header.length, maxLength: header.length }), (cells) => {
        const fault = reader.read(cells, context);
        if (fault === undefined) {
          for (const [at, value] of reader.values.entries()) {
            if (typeof value === "string") expect(value).not.toContain("\0");
            if (spec.columns[at]?.time === true && typeof value === "number")
              expect(Number.isSafeInteger(value)).toBe(true);
          }
          return;
        }
        expect([...header, "(another column)"]).toContain(fault.column);
        for (const one of cells)
          if (typeof one === "string" && one.trim().length > 8) expect(fault.reason).not.toContain(one);
      }),
      { numRuns: 1500 },
    );
  },
);
