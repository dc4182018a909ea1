import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { type Identifier, identifierId } from "@/lib/domain/identifier";
import { queryRows } from "../query";
import { countSchema } from "../schema";

/** A crowd from this size on costs more to count than to remember. */
const LARGE = 500;
const REMEMBERED_MAX = 50_000;
/** So often at most it is asked whether the records have changed. */
const CHECK_MS = 2_000;

interface Remembered {
  /** Rows there were when the counts were made; it costs nothing to ask for, and an import or an undo changes it. */
  rows: number;
  checkedMs: number;
  crowds: Map<string, number>;
}

const remembered = new WeakMap<ClickHouseClient, Remembered>();

async function rememberedCrowds(client: ClickHouseClient): Promise<Map<string, number>> {
  const known = remembered.get(client);
  const nowMs = Date.now();
  if (known !== undefined && nowMs - known.checkedMs < CHECK_MS) return known.crowds;
  const [row] = await queryRows(
    client,
    "SELECT count() AS rows FROM identifier_users",
    {},
    z.object({ rows: countSchema }),
  );
  const rows = row?.rows ?? 0;
  if (known?.rows === rows) {
    known.checkedMs = nowMs;
    return known.crowds;
  }
  const crowds = new Map<string, number>();
  remembered.set(client, { rows, checkedMs: nowMs, crowds });
  return crowds;
}

const crowdRow = z.object({ kind: z.string(), value: z.string(), crowd: countSchema });

/**
 * Accounts on each of the identifiers, by `identifierId`; none for what nobody used. Counts of large
 * crowds, which most accounts are part of, are remembered and may be two seconds old.
 */
export async function countCrowds(
  client: ClickHouseClient,
  identifiers: readonly Identifier[],
): Promise<Map<string, number>> {
  const large = await rememberedCrowds(client);
  const crowds = new Map<string, number>();
  const unknown: Identifier[] = [];
  for (const identifier of identifiers) {
    const crowd = large.get(identifierId(identifier));
    if (crowd === undefined) unknown.push(identifier);
    else crowds.set(identifierId(identifier), crowd);
  }
  if (unknown.length === 0) return crowds;
  const rows = await queryRows(
    client,
    `SELECT kind, value, uniqExact(account_id) AS crowd FROM identifier_users
WHERE (kind, value) IN (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)}))) GROUP BY kind, value`,
    {
      kinds: unknown.map((identifier) => identifier.kind),
      values: unknown.map((identifier) => identifier.value),
    },
    crowdRow,
  );
  for (const row of rows) {
    crowds.set(identifierId(row), row.crowd);
    if (row.crowd < LARGE) continue;
    if (large.size >= REMEMBERED_MAX) large.clear();
    large.set(identifierId(row), row.crowd);
  }
  return crowds;
}
