import { expect, test } from "vitest";
import { byteWords, importStatus } from "./import-status";

test("a complete import with rejects does not look clean", () => {
  expect(importStatus({ status: "complete", rejected: 0 }).tone).toBe("ok");
  expect(importStatus({ status: "complete", rejected: 1 }).tone).toBe("warn");
  expect(importStatus({ status: "failed", rejected: 0 }).word).toContain("nothing taken in");
});

test("sizes in decimal units", () => {
  expect([0, 999, 1_000, 12_400_000, 450_000_000].map(byteWords)).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "12.4 MB",
    "450 MB",
  ]);
});
