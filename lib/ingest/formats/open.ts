import type { FileSource } from "./byte-source";
import { openCsv } from "./csv";
import { openNdjson } from "./ndjson";
import { openParquet } from "./parquet";
import type { RowSource, WantedColumns } from "./row-batch";

type Open = (source: FileSource, wanted: WantedColumns) => Promise<RowSource> | RowSource;

/** Every format an import file may have, by the ending of its name (before .gz). Logs are lines of JSON. */
const FORMATS: Readonly<Record<string, Open>> = {
  csv: openCsv,
  ndjson: openNdjson,
  jsonl: openNdjson,
  json: openNdjson,
  log: openNdjson,
  parquet: openParquet,
};

/**
 * How a file name reads: "accounts.csv.gz" is {stem: "accounts", format: "csv", gzip: true}. The
 * number or date a rotated log has after its ending counts to the stem: "access.log.1" is "access.1".
 */
export function parseFileName(name: string): { stem: string; format: string; gzip: boolean } | undefined {
  const match = /^(.+?)\.([a-z]+)([.-]\d{1,14})?(\.gz)?$/i.exec(name);
  const format = match?.[2]?.toLowerCase();
  if (match?.[1] === undefined || format === undefined || !Object.hasOwn(FORMATS, format)) return undefined;
  return {
    stem: match[1].toLowerCase() + (match[3] ?? ""),
    format,
    gzip: match[4] !== undefined,
  };
}

/** Opens a file by its format. Throws RejectedFile. */
export async function openRows(
  format: string,
  source: FileSource,
  wanted: WantedColumns,
): Promise<RowSource> {
  const open = FORMATS[format];
  if (open === undefined) throw new RangeError(`no such format: ${format}`);
  return await open(source, wanted);
}
