import path from "node:path";
import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { openTestStores, scratchFolder } from "@/lib/services/testing/stores";
import { synthFiles } from "@/lib/synth/synth-files";
import { importFolder } from "../testing/import-campaign";
import { writeBundle } from "../write-bundle";
import { writeParquetBundle } from "./write-parquet-bundle";

const CAMPAIGN = { operatorAccounts: 240, honestAccounts: 2_000, exchanges: 20_000, days: 20, seed: 3 };
const EXCHANGES_PER_PART = 6_000;

const scratch = scratchFolder("two-formats");
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Rows of each table that came in from a folder, into stores of their own. */
async function rowsIn(folder: string): Promise<{ rejected: number; perTable: Record<string, number> }> {
  const test = await openTestStores();
  try {
    const { files, rejected } = await importFolder(test.stores, folder);
    const perTable: Record<string, number> = {};
    for (const { table, rows } of files) perTable[table] = (perTable[table] ?? 0) + rows;
    return { rejected, perTable };
  } finally {
    await test.close();
  }
}

test("a bundle comes in whole from Parquet, with the same rows as from CSV", async () => {
  const csv = path.join(scratch, "csv");
  const parquet = path.join(scratch, "parquet");
  await writeBundle(csv, synthFiles(CAMPAIGN), false, () => undefined);
  await writeParquetBundle(parquet, CAMPAIGN, 2, () => undefined, EXCHANGES_PER_PART);
  const fromParquet = await rowsIn(parquet);
  expect(fromParquet).toEqual(await rowsIn(csv));
  expect(fromParquet.rejected).toBe(0);
  expect(fromParquet.perTable["exchanges"]).toBe(CAMPAIGN.exchanges);
});
