import { Readable } from "node:stream";
import { ClickHouseError, type ClickHouseClient } from "@clickhouse/client";
import type { BundleFile } from "@/lib/ingest/bundle";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { partBytes, planParquet, type ParquetPart, type ParquetPlan } from "./parquet-parts";

/** What the store answers where the bytes are no sound Parquet: not to be confused with a store in trouble. */
const DAMAGED =
  /CANNOT_READ_ALL_DATA|INCORRECT_DATA|CORRUPTED_DATA|CANNOT_DECOMPRESS|ATTEMPT_TO_READ_AFTER_EOF|SNAPPY_UNCOMPRESS|ZLIB_INFLATE|UNEXPECTED_END_OF_FILE|STD_EXCEPTION|CANNOT_SEEK|[Pp]arquet/;

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
    if (error instanceof ClickHouseError && DAMAGED.test(`${error.type ?? ""} ${error.message}`))
      throw new RejectedFile("the Parquet file is damaged", { cause: error });
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
