import { expect, test } from "vitest";
import { byteWords, importStatus } from "./import-status";

test("a complete import with rejects does not look clean", () => {
  const file = { file: "f.csv", table: "events", sha256: "", bytes: 1, rows: 0, rejected: 0 } as const;
  expect(importStatus({ status: "complete", rejected: 0, rows: 5, files: [file] }).tone).toBe("ok");
  expect(importStatus({ status: "complete", rejected: 1, rows: 5, files: [file] }).tone).toBe("warn");
  expect(importStatus({ status: "failed", rejected: 0, rows: 0, files: [] }).word).toContain(
    "nothing taken in",
  );
  const broken = { ...file, refused: "the Parquet file is damaged" };
  expect(importStatus({ status: "complete", rejected: 0, rows: 0, files: [broken] })).toEqual({
    word: "Complete, 1 file refused",
    tone: "counter",
  });
  expect(importStatus({ status: "complete", rejected: 0, rows: 0, files: [file] }).word).toContain(
    "nothing new",
  );
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
