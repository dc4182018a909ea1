import { expect, test } from "vitest";
import type { ImportProgress } from "@/lib/domain/import";
import { progressFigures, progressWords } from "./progress-figures";

function at(overall: Partial<ImportProgress["overall"]>): ImportProgress {
  const all = { rows: 0, bytesRead: 0, bytesTotal: 0, startedAtMs: 0, atMs: 0, ...overall };
  return {
    file: "a.csv",
    table: "accounts",
    rows: all.rows,
    rejected: 0,
    bytesRead: all.bytesRead,
    bytesTotal: all.bytesTotal,
    overall: all,
  };
}

test("time left is what the rest takes at the rate so far", () => {
  const quarter = progressFigures(at({ rows: 500, bytesRead: 25, bytesTotal: 100, atMs: 10_000 }));
  expect(quarter).toEqual({ share: 0.25, rows: 500, rowsPerSecond: 50, leftMs: 30_000 });
  expect(progressWords(at({ rows: 500, bytesRead: 25, bytesTotal: 100, atMs: 10_000 }))).toBe(
    "500 rows · 50 rows/s · 30 s left",
  );
});

test("before there is a rate nothing is promised", () => {
  expect(progressFigures(at({ bytesTotal: 100 }))).toMatchObject({ share: 0, leftMs: null });
  expect(progressFigures(at({ rows: 3, atMs: 5 }))).toMatchObject({ share: null, leftMs: null });
});

test("a file that grew past what was announced is not more than done", () => {
  expect(progressFigures(at({ bytesRead: 130, bytesTotal: 100, atMs: 1 })).share).toBe(1);
});
