import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { bytesOf, folderOf, removeFolders } from "@/lib/ingest/testing/bundle";
import { openRows, parseFileName } from "./open";

const folder = folderOf({});
afterAll(removeFolders);

/** All rows, or undefined where the file is refused. Any other error fails the test. */
async function read(format: string, bytes: Uint8Array, gzip: boolean): Promise<unknown[] | undefined> {
  const file = path.join(folder, "fuzz");
  writeFileSync(file, bytes);
  const rows: unknown[] = [];
  try {
    const source = await openRows(
      format,
      { path: file, bytes: bytes.length, gzip },
      { names: ["a", "b"], required: ["a"], others: true },
    );
    for await (const batch of source.batches) rows.push(...batch.rows);
    return rows;
  } catch (error) {
    expect(error).toBeInstanceOf(RejectedFile);
    return undefined;
  }
}

const ROWS = Array.from({ length: 40 }, (_, at) => ({ a: `value ${at}`, b: at % 3 === 0 ? "" : `"${at}"` }));

test.each(["csv", "ndjson"] as const)("damaged %s is read or refused, never a crash", async (format) => {
  const good = bytesOf(ROWS, format);
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      damage,
      fc.nat(good.length),
      fc.boolean(),
      fc.boolean(),
      async (edits, length, isCut, gzip) => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of edits) bytes[at] = value;
        const damaged = isCut ? bytes.subarray(0, length) : bytes;
        const rows = await read(format, gzip ? gzipSync(damaged, { level: 1 }) : damaged, gzip);
        expect(rows === undefined || Array.isArray(rows)).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

test("arbitrary bytes are read or refused in every format", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("csv", "ndjson", "parquet"),
      fc.uint8Array({ maxLength: 300 }),
      fc.boolean(),
      async (format, bytes, gzip) => {
        await read(format, bytes, gzip);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a Parquet file cut anywhere is refused", async () => {
  const whole = bytesOf(ROWS, "parquet");
  expect(await read("parquet", whole, false)).toHaveLength(ROWS.length);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.boolean(), async (length, gzip) => {
      const cut = whole.subarray(0, length);
      expect(await read("parquet", gzip ? gzipSync(cut, { level: 1 }) : cut, gzip)).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test("a gzip cut anywhere is refused", async () => {
  const whole = gzipSync(bytesOf(ROWS, "csv"));
  expect(await read("csv", whole, true)).toHaveLength(ROWS.length);
  for (let length = 0; length < whole.length; length += 3)
    expect(await read("csv", whole.subarray(0, length), true)).toBeUndefined();
});

test("JSON lines keep their types and cannot reach a prototype", async () => {
  const text = '{"a":1,"b":null,"__proto__":{"a":2}}\n{"a":1,"A":2}\n';
  const rows = await read("ndjson", Buffer.from(text), false);
  expect(rows?.[0]).toEqual([1, null, '{"a":2}']);
  expect(rows?.[1]).toMatchObject({ reason: "the column is there twice" });
});

test("names of files", () => {
  expect(parseFileName("Accounts.CSV.GZ")).toEqual({ stem: "accounts", format: "csv", gzip: true });
  expect(parseFileName("exchanges-0001.part.parquet")).toEqual({
    stem: "exchanges-0001.part",
    format: "parquet",
    gzip: false,
  });
  expect(parseFileName("access.log.12.gz")).toEqual({ stem: "access.12", format: "log", gzip: true });
  expect(parseFileName("access.log-20260422")).toEqual({
    stem: "access-20260422",
    format: "log",
    gzip: false,
  });
  expect(parseFileName("export.json")?.format).toBe("json");
  for (const name of ["accounts", ".csv", "accounts.txt", "accounts.gz", "accounts.constructor", "a.log.x1"])
    expect(parseFileName(name)).toBeUndefined();
});
