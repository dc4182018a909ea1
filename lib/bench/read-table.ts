import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { RingleaderError } from "@/lib/core/errors";

export type CsvRow = Record<string, string>;

/** Path of DIR/TABLE.csv or .csv.gz; undefined where neither is there. */
function tablePath(dataDir: string, table: string): string | undefined {
  return [`${table}.csv`, `${table}.csv.gz`]
    .map((name) => path.join(dataDir, name))
    .find((file) => existsSync(file));
}

/** Rows of a table, streamed; none where the table is absent. */
export async function* readTable(dataDir: string, table: string): AsyncGenerator<CsvRow> {
  const file = tablePath(dataDir, table);
  if (file === undefined) return;
  const raw = createReadStream(file);
  const parser = parse({ columns: true, bom: true, relax_column_count: true, skip_empty_lines: true });
  const source = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  for (const stream of [raw, source]) stream.on("error", (error: Error) => parser.destroy(error));
  source.pipe(parser);
  const rows: AsyncIterable<CsvRow> = parser;
  yield* rows;
}

/** As `readTable`, but an absent table is an error. */
export function readRequiredTable(dataDir: string, table: string): AsyncGenerator<CsvRow> {
  if (tablePath(dataDir, table) === undefined) {
    throw new RingleaderError("not_found", `${dataDir} holds no ${table}.csv or ${table}.csv.gz`);
  }
  return readTable(dataDir, table);
}

/** ISO-8601 or epoch ms; null where empty or neither. */
export function timeMs(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(ms) ? ms : null;
}
