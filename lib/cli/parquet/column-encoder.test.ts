import * as fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { scratchFolder } from "@/lib/services/testing/stores";
import type { CellType } from "@/lib/synth/columns";
import type { SynthFile } from "@/lib/synth/synth-files";
import { writeParquet } from "./write-parquet";

const scratch = scratchFolder("columns");
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Row = Record<string, string | number>;

/** Writes rows of made-up columns and reads them back with the reader that imports use. */
async function readBack(
  types: Record<string, CellType>,
  rows: readonly Row[],
): Promise<Record<string, unknown>[]> {
  const target = path.join(scratch, "columns.parquet");
  const file: SynthFile = {
    table: "events",
    columns: Object.keys(types),
    types,
    expectedRows: rows.length,
    rows: () => each(rows),
    parts: [],
  };
  writeParquet(file, { name: "columns", rows: () => each(rows) }, target, () => undefined);
  const bytes = readFileSync(target);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return await parquetReadObjects({ file: buffer, compressors });
}

function* each(rows: readonly Row[]): Generator<Row> {
  yield* rows;
}

const anyText = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => Buffer.from(text).toString("utf8")),
  fc.constantFrom("a", "b", "ström"),
);
const rowArbitrary = fc.record({
  text: anyText.filter((text) => text !== ""),
  optionalText: anyText,
  time: fc.integer({ min: -1e12, max: 4e12 }),
  optionalTime: fc.oneof(fc.constant(""), fc.integer({ min: 0, max: 4e12 })),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
  // No sign of zero is kept in a dictionary.
  float64: fc.double({ noNaN: true }).map((value) => value + 0),
});
const TYPES: Record<string, CellType> = {
  text: "text",
  optionalText: "text?",
  time: "time",
  optionalTime: "time?",
  int32: "int32",
  int64: "int64",
  float64: "float64",
};

test("any cells come back as they went in, empty ones as null", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rowArbitrary, { maxLength: 60 }), async (rows) => {
      const back = await readBack(TYPES, rows);
      expect(back).toEqual(
        rows.map((row) => ({
          ...row,
          optionalText: row.optionalText === "" ? null : row.optionalText,
          time: new Date(row.time),
          optionalTime: row.optionalTime === "" ? null : new Date(row.optionalTime),
          int64: BigInt(row.int64),
        })),
      );
    }),
    { numRuns: 300, seed: 9 },
  );
});

test("several row groups, values that repeat, that never do, and that do so only at first", async () => {
  const rows = Array.from({ length: 600_000 }, (_, i) => ({
    same: "always",
    few: `value ${i % 7}`,
    unique: `id_${i.toString(16).padStart(8, "0")}`,
    late: i % 262_144 < 200_000 ? i % 3 : i,
    sparse: i % 1_000 === 999 ? `here ${i}` : "",
  }));
  const back = await readBack(
    { same: "text", few: "text", unique: "text", late: "int32", sparse: "text?" },
    rows,
  );
  expect(back.length).toBe(rows.length);
  for (const [i, row] of rows.entries()) {
    const got = back[i] ?? {};
    if (
      got["same"] !== row.same ||
      got["few"] !== row.few ||
      got["unique"] !== row.unique ||
      got["late"] !== row.late ||
      (got["sparse"] ?? "") !== row.sparse
    )
      expect(got).toEqual(row);
  }
});

test("an empty cell where none may be is refused", async () => {
  await expect(readBack({ id: "text" }, [{ id: "" }])).rejects.toThrow(/id must not be empty/);
});
