import { Readable } from "node:stream";
import { ClickHouseError, type ClickHouseClient } from "@clickhouse/client";
import type { BundleFile } from "@/lib/ingest/bundle";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { partBytes, planParquet, type ParquetPart, type ParquetPlan } from "./parquet-parts";

/** What the store answers where the bytes are no sound Parquet: not to be confused with a store in trouble. */
const DAMAGED = new Set([
  "ATTEMPT_TO_READ_AFTER_EOF",
  "CANNOT_DECOMPRESS",
  "CANNOT_EXTRACT_TABLE_STRUCTURE",
  "CANNOT_PARSE_INPUT_ASSERTION_FAILED",
  "CANNOT_READ_ALL_DATA",
  "CORRUPTED_DATA",
  "INCORRECT_DATA",
  "SNAPPY_UNCOMPRESS_FAILED",
  "TOO_LARGE_ARRAY_SIZE",
  "TOO_LARGE_STRING_SIZE",
  "UNEXPECTED_END_OF_FILE",
  "UNKNOWN_COMPRESSION_METHOD",
  "ZLIB_INFLATE_FAILED",
]);

function isDamage(error: unknown): boolean {
  if (!(error instanceof ClickHouseError)) return false;
  if (DAMAGED.has(error.type ?? "")) return true;
  return error.type === "STD_EXCEPTION" && /parquet|thrift|snappy|zstd|lz4|brotli/i.test(error.message);
}

/**
 * Sends one part of a Parquet file as the `input()` of an INSERT … SELECT.
 * @throws RejectedFile where the store cannot read its pages; the signal's reason; what the store fails with.
 */
export async function sendPart(
  client: ClickHouseClient,
  query: string,
  parameters: Record<string, unknown>,
  plan: ParquetPlan,
  part: ParquetPart,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    const result = await client.exec({
      query,
      query_params: parameters,
      values: Readable.from(partBytes(plan, part), { objectMode: false }),
      ...(signal === undefined ? {} : { abort_signal: signal }),
    });
    result.stream.resume();
  } catch (error) {
    signal?.throwIfAborted();
    if (isDamage(error)) throw new RejectedFile("the Parquet file is damaged", { cause: error });
    throw error;
  }
}

/**
 * Has the store decode every page of a Parquet file that is about to be read row by row: our own
 * reader can go on for ever on a page that is damaged inside.
 * @returns why the file cannot be read, or undefined where nothing speaks against it.
 * @throws the signal's reason; what the store fails with.
 */
export async function damageOf(
  client: ClickHouseClient,
  file: BundleFile,
  signal: AbortSignal | undefined,
): Promise<RejectedFile | undefined> {
  const plan = await planParquet(file.path, file.bytes);
  if (plan === undefined) return undefined;
  const declared = [...plan.columns.values()].flatMap((column) =>
    column === undefined || /[`'\\]/.test(column.name)
      ? []
      : [`\`${column.name}\` Nullable(${column.declared.replaceAll("'", "\\'")})`],
  );
  if (declared.length === 0) return undefined;
  try {
    for (const part of plan.parts) {
      signal?.throwIfAborted();
      await sendPart(
        client,
        `INSERT INTO FUNCTION null('decoded Nullable(UInt64)') SELECT sum(cityHash64(*)) FROM input('${declared.join(", ")}') FORMAT Parquet`,
        {},
        plan,
        part,
        signal,
      );
    }
  } catch (error) {
    if (error instanceof RejectedFile) return error;
    throw error;
  }
  return undefined;
}
