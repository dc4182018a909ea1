import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import type { Identifier } from "@/lib/domain/identifier";
import { queryRows } from "../query";
import { countSchema } from "../schema";

const IN_IDENTIFIERS =
  "(kind, value) IN (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)})))";

function lists(identifiers: readonly Identifier[]): { kinds: string[]; values: string[] } {
  return {
    kinds: identifiers.map((identifier) => identifier.kind),
    values: identifiers.map((identifier) => identifier.value),
  };
}

const crowdRow = z.object({ kind: z.string(), value: z.string(), crowd: countSchema, members: countSchema });
export type CrowdRow = z.infer<typeof crowdRow>;

/** For each identifier, all accounts on it and those of them in the network ("" for none). */
export async function readCrowds(
  client: ClickHouseClient,
  identifiers: readonly Identifier[],
  networkId: string,
): Promise<CrowdRow[]> {
  if (identifiers.length === 0) return [];
  return await queryRows(
    client,
    `SELECT kind, value, uniqExact(account_id) AS crowd,
  uniqExactIf(account_id, account_id IN (SELECT account_id FROM resolved_members WHERE network_id = {networkId:String})) AS members
FROM identifier_users WHERE ${IN_IDENTIFIERS} GROUP BY kind, value`,
    { ...lists(identifiers), networkId },
    crowdRow,
  );
}

const useRow = z.object({
  accountId: z.string(),
  kind: z.string(),
  value: z.string(),
  count: countSchema,
  firstMs: countSchema.nullable(),
  lastMs: countSchema.nullable(),
});
export type UseRow = z.infer<typeof useRow>;

const USE_COLUMNS = `account_id AS accountId, kind, value, sum(u.count) AS count,
  toUnixTimestamp64Milli(min(u.first_seen)) AS firstMs, toUnixTimestamp64Milli(max(u.last_seen)) AS lastMs`;

/** Identifiers of one kind that most of the accounts use, at least two of them. */
export async function readMostShared(
  client: ClickHouseClient,
  accountIds: readonly string[],
  kind: string,
  limit: number,
): Promise<Identifier[]> {
  if (accountIds.length === 0) return [];
  return await queryRows(
    client,
    `SELECT kind, value FROM identifier_uses
WHERE account_id IN {accountIds:Array(String)} AND kind = {kind:String}
GROUP BY kind, value HAVING uniqExact(account_id) >= 2
ORDER BY uniqExact(account_id) DESC, value LIMIT {limit:UInt32}`,
    { accountIds, kind, limit },
    z.object({ kind: z.string(), value: z.string() }),
  );
}

/** Uses between the accounts and the identifiers. */
export async function readUsesBetween(
  client: ClickHouseClient,
  accountIds: readonly string[],
  identifiers: readonly Identifier[],
): Promise<UseRow[]> {
  if (accountIds.length === 0 || identifiers.length === 0) return [];
  return await queryRows(
    client,
    `SELECT ${USE_COLUMNS} FROM identifier_uses AS u
WHERE account_id IN {accountIds:Array(String)} AND ${IN_IDENTIFIERS} GROUP BY account_id, kind, value`,
    { accountIds, ...lists(identifiers) },
    useRow,
  );
}

/** Identifiers of one account (of one kind, or all), rarest first, with the number there are. */
export async function readIdentifiersOf(
  client: ClickHouseClient,
  accountId: string,
  kind: string | undefined,
  limit: number,
): Promise<{ uses: (UseRow & { crowd: number })[]; total: number }> {
  const where = `account_id = {accountId:String}${kind === undefined ? "" : " AND kind = {kind:String}"}`;
  const parameters = { accountId, limit, ...(kind === undefined ? {} : { kind }) };
  const uses = await queryRows(
    client,
    `SELECT own.*, c.crowd AS crowd FROM (
  SELECT ${USE_COLUMNS} FROM identifier_uses AS u WHERE ${where} GROUP BY account_id, kind, value
) AS own LEFT JOIN (
  SELECT kind, value, uniqExact(account_id) AS crowd FROM identifier_users
  WHERE (kind, value) IN (SELECT kind, value FROM identifier_uses WHERE ${where}) GROUP BY kind, value
) AS c ON own.kind = c.kind AND own.value = c.value
ORDER BY crowd > 1 DESC, crowd, kind, value LIMIT {limit:UInt32}`,
    parameters,
    useRow.extend({ crowd: countSchema }),
  );
  const [total] = await queryRows(
    client,
    `SELECT uniqExact(kind, value) AS total FROM identifier_uses WHERE ${where}`,
    parameters,
    z.object({ total: countSchema }),
  );
  return { uses, total: total?.total ?? uses.length };
}

/** Accounts on an identifier, the network's own first, with the number there are. */
export async function readUsersOf(
  client: ClickHouseClient,
  identifier: Identifier,
  networkId: string,
  limit: number,
): Promise<{ uses: UseRow[]; total: number }> {
  const uses = await queryRows(
    client,
    `SELECT ${USE_COLUMNS} FROM identifier_users AS u WHERE kind = {kind:String} AND value = {value:String} GROUP BY account_id, kind, value
ORDER BY account_id IN (SELECT account_id FROM resolved_members WHERE network_id = {networkId:String}) DESC, count DESC, accountId LIMIT {limit:UInt32}`,
    { ...identifier, networkId, limit },
    useRow,
  );
  const [total] = await queryRows(
    client,
    "SELECT uniqExact(account_id) AS total FROM identifier_users WHERE kind = {kind:String} AND value = {value:String}",
    { ...identifier },
    z.object({ total: countSchema }),
  );
  return { uses, total: total?.total ?? uses.length };
}

/** How many identifiers of each kind an account has. */
export async function countIdentifierKinds(
  client: ClickHouseClient,
  accountId: string,
): Promise<{ kind: string; count: number }[]> {
  return await queryRows(
    client,
    "SELECT kind, uniqExact(value) AS count FROM identifier_uses WHERE account_id = {accountId:String} GROUP BY kind ORDER BY count DESC, kind",
    { accountId },
    z.object({ kind: z.string(), count: countSchema }),
  );
}

/** How many identifiers each account has in all. */
export async function countIdentifiers(
  client: ClickHouseClient,
  accountIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await queryRows(
    client,
    "SELECT account_id AS accountId, uniqExact(kind, value) AS count FROM identifier_uses WHERE account_id IN {accountIds:Array(String)} GROUP BY account_id",
    { accountIds },
    z.object({ accountId: z.string(), count: countSchema }),
  );
  return new Map(rows.map((row) => [row.accountId, row.count]));
}

/** Identifiers whose value is, or begins with, the text; exact ones first. */
export async function searchIdentifiers(
  client: ClickHouseClient,
  text: string,
  limit: number,
): Promise<CrowdRow[]> {
  return await queryRows(
    client,
    `SELECT kind, value, uniqExact(account_id) AS crowd, 0 AS members FROM identifier_users
WHERE value = {text:String} OR startsWith(value, {text:String}) GROUP BY kind, value
ORDER BY value = {text:String} DESC, crowd DESC, kind, value LIMIT {limit:UInt32}`,
    { text, limit },
    crowdRow,
  );
}
