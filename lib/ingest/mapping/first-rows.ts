import { open } from "node:fs/promises";
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { Fault } from "@/lib/ingest/fault";
import { unpackedBytes, type FileSource } from "@/lib/ingest/formats/byte-source";
import { openCsv } from "@/lib/ingest/formats/csv";
import { firstObjects } from "@/lib/ingest/formats/ndjson";
import { GZIPPED_PARQUET_BYTES_MAX, ROW_GROUP_BYTES_MAX } from "@/lib/ingest/limits";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { leaves, parsedJson } from "./path";

/** The first rows of a file, each from the name of a column, or a path into nested JSON, to its value. */
export type FirstRows = { columns: string[]; rows: ReadonlyMap<string, unknown>[] };

function nested(entries: Iterable<readonly [string, unknown]>): Map<string, unknown> {
  const row = new Map<string, unknown>();
  for (const [name, value] of entries) {
    const inside = typeof value === "string" ? (parsedJson(value) ?? value) : value;
    for (const [path, leaf] of leaves(inside, [name])) row.set(path, leaf === inside ? value : leaf);
  }
  return row;
}

async function csvRows(source: FileSource, count: number): Promise<FirstRows> {
  const opened = await openCsv(source, { names: [], required: [], others: true });
  const twice = opened.columns.find((name, at) => name !== "" && opened.columns.indexOf(name) !== at);
  if (twice !== undefined)
    throw new RejectedFile(
      `the column ${twice.slice(0, 64)} is there twice; give each column a name of its own`,
    );
  const rows: Map<string, unknown>[] = [];
  for await (const batch of opened.batches) {
    for (const cells of batch.rows) {
      if (cells !== null && !(cells instanceof Fault))
        rows.push(nested(opened.columns.map((name, at) => [name, cells[at]])));
      if (rows.length === count) break;
    }
    if (rows.length === count) break;
  }
  return { columns: opened.columns, rows };
}

async function jsonRows(source: FileSource, count: number): Promise<FirstRows> {
  const objects = await firstObjects(source, count);
  if (objects.length === 0)
    throw new RejectedFile("no line of the file is a JSON object; write one object a line (NDJSON)");
  return { columns: [], rows: objects.map((object) => nested(Object.entries(object))) };
}

async function parquetRowsOf(file: AsyncBuffer, count: number): Promise<FirstRows> {
  try {
    const metadata = await parquetMetadataAsync(file);
    const group = metadata.row_groups[0];
    const bytes = (group?.columns ?? []).reduce(
      (sum, column) => sum + Number(column.meta_data?.total_uncompressed_size ?? 0),
      0,
    );
    if (bytes > ROW_GROUP_BYTES_MAX)
      throw new RejectedFile("a row group is larger than 1 GiB; write the file with smaller row groups");
    const rowEnd = Math.min(count, Number(metadata.num_rows));
    const rows = await parquetReadObjects({ file, metadata, rowEnd, compressors });
    return { columns: [], rows: rows.map((row) => nested(Object.entries(row))) };
  } catch (error) {
    if (error instanceof RejectedFile) throw error;
    throw new RejectedFile(
      "the file is named .parquet and is no Parquet file, or was not written to its end",
      { cause: error },
    );
  }
}

async function unpacked(source: FileSource): Promise<AsyncBuffer> {
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of unpackedBytes(source)) {
    byteLength += chunk.length;
    if (byteLength > GZIPPED_PARQUET_BYTES_MAX)
      throw new RejectedFile("a gzipped Parquet file may unpack to 256 MiB at most; unpack it first");
    chunks.push(chunk);
  }
  const whole = Uint8Array.from(Buffer.concat(chunks));
  return { byteLength, slice: (start, end) => whole.slice(start, end).buffer };
}

async function parquetRows(source: FileSource, count: number): Promise<FirstRows> {
  if (source.gzip) return await parquetRowsOf(await unpacked(source), count);
  const handle = await open(source.path, "r");
  try {
    const slice = async (start: number, end = source.bytes): Promise<ArrayBuffer> => {
      const from = start < 0 ? Math.max(0, source.bytes + start) : start;
      const bytes = new Uint8Array(Math.max(0, end - from));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
      if (bytesRead < bytes.length) throw new RejectedFile("the Parquet file ends too early");
      return bytes.buffer;
    };
    return await parquetRowsOf({ byteLength: source.bytes, slice }, count);
  } finally {
    await handle.close();
  }
}

/**
 * The first rows of a file of any format, with the columns in the order they came. Rows that cannot
 * be read are left out. Throws RejectedFile.
 */
export async function firstRows(format: string, source: FileSource, count: number): Promise<FirstRows> {
  const read = format === "csv" ? csvRows : format === "parquet" ? parquetRows : jsonRows;
  const { columns, rows } = await read(source, count);
  const named = new Set<string>();
  for (const row of rows) for (const name of row.keys()) named.add(name);
  for (const name of columns)
    if (![...named].some((one) => one === name || one.startsWith(`${name}.`))) named.add(name);
  return { columns: [...named], rows };
}
