import { expect, test } from "vitest";
import type { UseWindow } from "@/lib/domain/evidence";
import { importsLine } from "./imports-line";

const named = (labels: readonly string[], importsTotal = labels.length): UseWindow => ({
  firstSeenMs: null,
  lastSeenMs: null,
  count: 1,
  imports: labels.map((label, at) => ({ id: `imp_${label}`, label, atMs: Date.UTC(2026, 4, 20 - at) })),
  importsTotal,
});
const unsaid: UseWindow = { firstSeenMs: null, lastSeenMs: null, count: 1 };

test("one import of both uses is named once", () => {
  expect(importsLine({ a: named(["may.zip"]), b: named(["may.zip"]) }, "a0", "a1")).toBe(
    "from import may.zip (20 May 2026)",
  );
});

test("different imports are named for each account, and those that are not named are counted", () => {
  expect(importsLine({ a: named(["x", "y", "z"], 9), b: named(["x"]) }, "a0", "a1")).toBe(
    "a0 from imports x (20 May 2026), y (19 May 2026) and 7 older imports; a1 from import x (20 May 2026)",
  );
  expect(importsLine({ a: unsaid, b: named(["x"]) }, "a0", "a1")).toBe("a1 from import x (20 May 2026)");
});

test("a row kept by an older run says nothing", () => {
  expect(importsLine({ a: unsaid, b: unsaid }, "a0", "a1")).toBeNull();
});

test("a file name cannot reach the terminal's controls or make a line of its own", () => {
  const hostile = "\u001b[2J\nringleader: all clear\u202e";
  const line = importsLine({ a: named([hostile]), b: unsaid }, "\u001b]0;a", "a1");
  expect(line).toContain("ringleader: all clear");
  expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
});
