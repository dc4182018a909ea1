import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import type { Identifier } from "@/lib/domain/identifier";
import { queryRows } from "../query";
import { eachBinaryRow } from "../row-binary";
import { countSchema } from "../schema";

const accountRow = z.object({
  accountId: z.string(),
  createdAtMs: countSchema,
  verifiedEntity: z.string(),
  contractId: z.string(),
});
const useRow = z.object({
  accountId: z.string(),
  kind: z.string(),
  value: z.string(),
  firstSeenMs: countSchema.nullable(),
  lastSeenMs: countSchema.nullable(),
  count: countSchema,
});

export type EngineAccountRow = z.infer<typeof accountRow>;
export type EngineUseRow = z.infer<typeof useRow>;

const ACCOUNTS = `
SELECT account_id AS accountId, argMax(toUnixTimestamp64Milli(created_at), import_id) AS createdAtMs,
  argMax(verified_entity, import_id) AS verifiedEntity, argMax(contract_id, import_id) AS contractId
FROM accounts`;

const USES = `
SELECT account_id AS accountId, kind, value,
  toUnixTimestamp64Milli(min(u.first_seen)) AS firstSeenMs, toUnixTimestamp64Milli(max(u.last_seen)) AS lastSeenMs, sum(u.count) AS count`;

export async function readEngineAccounts(
  client: ClickHouseClient,
  accountIds: readonly string[],
): Promise<EngineAccountRow[]> {
  return await queryRows(
    client,
    `${ACCOUNTS} WHERE account_id IN {accountIds:Array(String)} GROUP BY account_id`,
    { accountIds },
    accountRow,
  );
}

/** Every use of one account. */
export async function readUsesOfAccount(
  client: ClickHouseClient,
  accountId: string,
): Promise<EngineUseRow[]> {
  return await queryRows(
    client,
    `${USES} FROM identifier_uses AS u WHERE account_id = {accountId:String} GROUP BY account_id, kind, value`,
    { accountId },
    useRow,
  );
}

/**
 * Every use of the identifiers, by any account, one row after the other: an identifier may have a
 * crowd of a hundred thousand.
 */
export async function eachUseOfIdentifiers(
  client: ClickHouseClient,
  identifiers: readonly Identifier[],
  onUse: (use: EngineUseRow) => void,
): Promise<void> {
  if (identifiers.length === 0) return;
  const orNull = (ms: number): number | null => (Number.isNaN(ms) ? null : ms);
  await eachBinaryRow(
    client,
    `SELECT account_id, kind, value, ifNull(toFloat64(toUnixTimestamp64Milli(min(u.first_seen))), nan),
  ifNull(toFloat64(toUnixTimestamp64Milli(max(u.last_seen))), nan), toFloat64(sum(u.count)) FROM identifier_users AS u
WHERE (kind, value) IN (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)})))
GROUP BY account_id, kind, value`,
    {
      kinds: identifiers.map((identifier) => identifier.kind),
      values: identifiers.map((identifier) => identifier.value),
    },
    (row) => {
      const accountId = row.string();
      const kind = row.string();
      const value = row.string();
      const firstMs = row.float64();
      const lastMs = row.float64();
      const count = row.float64();
      onUse({ accountId, kind, value, firstSeenMs: orNull(firstMs), lastSeenMs: orNull(lastMs), count });
    },
  );
}
