import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { queryRows } from "./query";
import { countSchema } from "./schema";

/** Rows of one table that go once they are past their keeping, or columns of theirs that do. */
export interface PastKeeping {
  table: string;
  /** True for a row past its keeping; may use `{cutMs:Int64}` and `{oldImports:Array(String)}`. */
  past: string;
  /** Columns that name accounts: a hold on any of them keeps the row. */
  accounts: readonly string[];
  /** Text columns that are emptied; without them the whole row goes. */
  cleared?: readonly string[];
}

/** What decides over a removal. */
export interface KeepingLimits {
  cutMs: number;
  /** Imports that came in before it. */
  oldImports: readonly string[];
  /** Accounts nothing of which may go. */
  held: readonly string[];
}

const IMPORT_OF_ROW = "splitByChar('/', toString(import_id))[1]";

/** By the import that brought the row. */
export const PAST_BY_IMPORT = `${IMPORT_OF_ROW} IN {oldImports:Array(String)}`;

/** By a time of the row; where it has none, by the import that brought it. */
export function pastByTime(column: string): string {
  return `if(isNull(${column}), ${PAST_BY_IMPORT}, toUnixTimestamp64Milli(assumeNotNull(${column})) < {cutMs:Int64})`;
}

/** By a UTC day that is over. */
export function pastByDay(column: string): string {
  return `toUnixTimestamp(toDateTime(${column}, 'UTC')) * 1000 + 86400000 <= {cutMs:Int64}`;
}

/** By an hour that is over. */
export function pastByHour(column: string): string {
  return `toUnixTimestamp(${column}) * 1000 + 3600000 <= {cutMs:Int64}`;
}

function pastSql(rows: PastKeeping): string {
  const left = rows.cleared?.map((column) => `${column} != ''`).join(" OR ");
  return left === undefined ? `(${rows.past})` : `(${rows.past}) AND (${left})`;
}

function heldSql(rows: PastKeeping): string {
  return `(${rows.accounts.map((column) => `${column} IN {held:Array(String)}`).join(" OR ")})`;
}

function parametersOf(limits: KeepingLimits) {
  return { cutMs: limits.cutMs, oldImports: limits.oldImports, held: limits.held };
}

const counts = z.object({ past: countSchema, held: countSchema });

/** Rows past their keeping, and how many of them are of held accounts. */
export async function countPastKeeping(
  client: ClickHouseClient,
  rows: PastKeeping,
  limits: KeepingLimits,
): Promise<{ past: number; held: number }> {
  const [row] = await queryRows(
    client,
    `SELECT count() AS past, countIf(${heldSql(rows)}) AS held FROM ${rows.table} WHERE ${pastSql(rows)}`,
    parametersOf(limits),
    counts,
  );
  return row ?? { past: 0, held: 0 };
}

/**
 * Removes rows past their keeping, those of held accounts excepted. Returns once they are rewritten
 * out of the store's files, not only hidden. Safe to repeat.
 * @throws RingleaderError `unavailable` where the store refuses or does not answer.
 */
export async function removePastKeeping(
  client: ClickHouseClient,
  rows: PastKeeping,
  limits: KeepingLimits,
): Promise<void> {
  const act =
    rows.cleared === undefined
      ? "DELETE"
      : `UPDATE ${rows.cleared.map((column) => `${column} = ''`).join(", ")}`;
  try {
    // As a query, not a command: only queries carry long lists of held accounts in the body.
    const done = await client.query({
      query: `ALTER TABLE ${rows.table} ${act} WHERE ${pastSql(rows)} AND NOT ${heldSql(rows)} SETTINGS mutations_sync = 2`,
      query_params: parametersOf(limits),
      format: "TabSeparated",
    });
    await done.text();
  } catch (cause) {
    throw new RingleaderError("unavailable", `the evidence store could not remove rows of ${rows.table}`, {
      cause,
    });
  }
}
