import { ClickHouseError, type ClickHouseClient } from "@clickhouse/client";
import type { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";

export type QueryParameters = Record<string, string | number | boolean | null | readonly (string | number)[]>;

/** What a connection that was refused, cut or never answered ends with. */
const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ENOENT",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** ClickHouse's codes for a cluster or server that cannot answer just now: network, timeouts, no live replica, no Keeper, overload, read-only replica, shutdown. */
const NOT_JUST_NOW = new Set(["209", "210", "279", "285", "242", "999", "202", "1002", "236"]);

/** The error as the caller should see it: RingleaderError `unavailable` where the store is away or busy. */
export function unavailable(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const away = UNREACHABLE.has(code) || (error instanceof Error && error.message === "Timeout error.");
  if (away)
    return new RingleaderError("unavailable", "the evidence store cannot be reached just now", {
      cause: error,
    });
  if (error instanceof ClickHouseError && NOT_JUST_NOW.has(code))
    return new RingleaderError(
      "unavailable",
      "the evidence store cannot answer just now: part of it is away or busy",
      { cause: error },
    );
  return error;
}

/** Rows of a query, each parsed by `row`. 64-bit integers arrive as strings: use `countSchema`. */
export async function queryRows<T extends z.ZodType>(
  client: ClickHouseClient,
  sql: string,
  parameters: QueryParameters,
  row: T,
): Promise<z.infer<T>[]> {
  try {
    const result = await client.query({ query: sql, query_params: parameters, format: "JSONEachRow" });
    return (await result.json<unknown>()).map((value) => row.parse(value));
  } catch (error) {
    throw unavailable(error);
  }
}

/** Rows of a large query, in chunks, never held as a whole. */
export async function* streamRows<T extends z.ZodType>(
  client: ClickHouseClient,
  sql: string,
  parameters: QueryParameters,
  row: T,
): AsyncGenerator<z.infer<T>> {
  let result;
  try {
    result = await client.query({ query: sql, query_params: parameters, format: "JSONEachRow" });
  } catch (error) {
    throw unavailable(error);
  }
  try {
    for await (const chunk of result.stream()) {
      for (const line of chunk) yield row.parse(line.json());
    }
  } catch (error) {
    throw unavailable(error);
  }
}
