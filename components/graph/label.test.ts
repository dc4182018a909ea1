import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText, shortLabel } from "./label";

test("override, zero-width and control characters never reach a label", () => {
  expect(cleanText("acct\u202Egnp.exe\u0000\u200b\u2066x")).toBe("acctgnp.exex");
  expect(cleanText("line one\r\n\tline\u2028two")).toBe("line one line two");
  expect(cleanText("\u{E0041}\u{E0042}")).toBe("(no visible characters)");
  expect(cleanText("")).toBe("(empty)");
});

test("markup stays text and right-to-left letters stay readable", () => {
  expect(cleanText("<img src=x onerror=alert(1)>")).toBe("<img src=x onerror=alert(1)>");
  expect(cleanText("شركة الأمل")).toBe("شركة الأمل");
});

test("a pile of combining marks is cut to two", () => {
  expect(cleanText(`z${"\u0335".repeat(500)}`)).toBe("z\u0335\u0335");
});

test("ten thousand characters become one short label with both ends", () => {
  const label = shortLabel(`start${"x".repeat(9_990)}final`, 20);
  expect([...label].length).toBe(20);
  expect(label.startsWith("start")).toBe(true);
  expect(label).toContain("…");
});

test("any text gives a visible, bounded, well-formed label, and cleaning twice changes nothing", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.integer({ min: 3, max: 60 }),
      (text, max) => {
        const label = shortLabel(text, max);
        expect([...label].length).toBeLessThanOrEqual(Math.max(max, 23));
        expect(label).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(label.trim()).not.toBe("");
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      },
    ),
  );
});
