import type { ClickHouseClient } from "@clickhouse/client";
import type { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";

export type QueryParameters = Record<string, string | number | boolean | null | readonly (string | number)[]>;

function unavailable(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (["ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"].includes(code)) {
    return new RingleaderError("unavailable", "the evidence store cannot be reached just now", {
      cause: error,
    });
  }
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
  for await (const chunk of result.stream()) {
    for (const line of chunk) yield row.parse(line.json());
  }
}
