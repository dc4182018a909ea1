import { parse } from "csv-parse/sync";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { isoUtc } from "@/lib/core/time";
import { BUNDLE_TABLES, type BundleTable } from "@/lib/domain/import";
import { scratchFolder } from "@/lib/services/testing/stores";
import { synthFiles } from "@/lib/synth/synth-files";
import { writeBundle } from "../write-bundle";
import { type TableProgress, writeParquetBundle } from "./write-parquet-bundle";

const CAMPAIGN = { operatorAccounts: 240, honestAccounts: 2_000, exchanges: 20_000, days: 20, seed: 3 };
/** Far fewer than outside a test, so that a small campaign has several parts. */
const EXCHANGES_PER_PART = 3_000;

const scratch: string[] = [];
function folder(name: string): string {
  const made = path.join(scratchFolder(name), "bundle");
  scratch.push(path.dirname(made));
  return made;
}

async function parquetBundle(workers: number, heard: TableProgress[] = []): Promise<string> {
  const made = folder(`parquet-${workers}`);
  await writeParquetBundle(made, CAMPAIGN, workers, (each) => heard.push(each), EXCHANGES_PER_PART);
  return made;
}

function filesOf(bundle: string, table: BundleTable): string[] {
  return readdirSync(bundle)
    .filter((name) => name.startsWith(`${table}.`) || name.startsWith(`${table}-`))
    .sort()
    .map((name) => path.join(bundle, name));
}

const csvRowsSchema = z.array(z.record(z.string(), z.string()));

/** A cell of a typed file as the CSV file says it. */
function said(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? isoUtc(cell.getTime()) : String(cell);
}

async function parquetRows(file: string): Promise<Record<string, unknown>[]> {
  return await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
}

let csv: string;
let parquet: string;
const heard: TableProgress[] = [];

beforeAll(async () => {
  csv = folder("csv");
  await writeBundle(csv, synthFiles(CAMPAIGN), false, () => undefined);
  parquet = await parquetBundle(2, heard);
});

afterAll(() => {
  for (const each of scratch) rmSync(each, { recursive: true, force: true });
});

describe("a bundle written as Parquet", () => {
  test.each(BUNDLE_TABLES.filter((table) => table !== "truth"))(
    "says of %s what the CSV says, cell for cell",
    async (table) => {
      const rows: Record<string, string>[] = [];
      for (const file of filesOf(parquet, table)) {
        for (const row of await parquetRows(file))
          rows.push(Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, said(cell)])));
      }
      const [csvFile = ""] = filesOf(csv, table);
      expect(rows).toEqual(csvRowsSchema.parse(parse(readFileSync(csvFile), { columns: true })));
      expect(rows.length).toBeGreaterThan(0);
    },
  );

  test("keeps truth as the same CSV", () => {
    expect(readFileSync(path.join(parquet, "truth.csv"))).toEqual(readFileSync(path.join(csv, "truth.csv")));
  });

  test("has times, whole numbers and fractions as such, and null where there is nothing", async () => {
    const [part = ""] = filesOf(parquet, "exchanges");
    const rows = await parquetRows(part);
    for (const row of rows) {
      expect(row["ts"]).toBeInstanceOf(Date);
      expect(Number.isInteger(row["input_tokens"])).toBe(true);
      expect(typeof row["temperature"]).toBe("number");
      expect(row["template_id"]).not.toBe("");
    }
    expect(rows.some((row) => row["template_id"] === null)).toBe(true);
    const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(part));
    expect(schema.find(({ name }) => name === "ts")).toMatchObject({
      type: "INT64",
      logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
    });
  });

  test("is the same bytes however many threads write it, in parts that follow each other in time", async () => {
    const bytes = (bundle: string): string[] =>
      readdirSync(bundle)
        .sort()
        .map(
          (name) =>
            `${name} ${createHash("sha256")
              .update(readFileSync(path.join(bundle, name)))
              .digest("hex")}`,
        );
    expect(filesOf(parquet, "exchanges").map((file) => path.basename(file))).toEqual(
      Array.from({ length: 7 }, (_, part) => `exchanges-000${part + 1}.parquet`),
    );
    for (const workers of [1, 3]) expect(bytes(await parquetBundle(workers))).toEqual(bytes(parquet));
  });

  test("tells how far it is: every table ends, with as many rows as were expected", () => {
    const ends = new Map(heard.filter(({ done }) => done).map((each) => [each.table, each]));
    expect([...ends.keys()].sort()).toEqual([...BUNDLE_TABLES].sort());
    for (const { rows, expectedRows } of ends.values())
      if (expectedRows !== undefined) expect(rows).toBe(expectedRows);
    expect(ends.get("exchanges")?.rows).toBe(CAMPAIGN.exchanges);
  });

  test("is refused before a thread starts where the options are impossible", async () => {
    await expect(writeParquetBundle(folder("none"), { days: 0 }, 2, () => undefined)).rejects.toThrow(
      /days must be a whole number/,
    );
  });

  test("ends with what went wrong where a file cannot be written", async () => {
    const made = folder("blocked");
    mkdirSync(path.join(made, "accounts.parquet"), { recursive: true });
    await expect(writeParquetBundle(made, CAMPAIGN, 2, () => undefined)).rejects.toThrow(/EISDIR/);
  });
});
