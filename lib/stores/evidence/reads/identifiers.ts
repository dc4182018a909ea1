import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { type Identifier, identifierId } from "@/lib/domain/identifier";
import { queryRows } from "../query";
import { countSchema } from "../schema";
import { countCrowds } from "./crowds";

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

/** A look-up by key reads a few marks of each part: sharing them out among threads costs twice what reading them does. */
const POINT = "SETTINGS max_threads = 1";

function extreme(x: number | null, y: number | null, of: (...values: number[]) => number): number | null {
  return x === null || y === null ? (x ?? y) : of(x, y);
}

/** Uses of one account, each identifier once: grouping these few in the store costs more than reading them. */
function addedUp(rows: readonly UseRow[]): UseRow[] {
  const uses = new Map<string, UseRow>();
  for (const row of rows) {
    const id = identifierId(row);
    const known = uses.get(id);
    if (known === undefined) uses.set(id, { ...row });
    else {
      known.count += row.count;
      known.firstMs = extreme(known.firstMs, row.firstMs, Math.min);
      known.lastMs = extreme(known.lastMs, row.lastMs, Math.max);
    }
  }
  return [...uses.values()];
}

/** Identifiers of one account (of one kind, or all), rarest first, with the number there are. */
export async function readIdentifiersOf(
  client: ClickHouseClient,
  accountId: string,
  kind: string | undefined,
  limit: number,
): Promise<{ uses: (UseRow & { crowd: number })[]; total: number }> {
  const where = `account_id = {accountId:String}${kind === undefined ? "" : " AND kind = {kind:String}"}`;
  const rows = await queryRows(
    client,
    `SELECT kind, value, u.count AS count, toUnixTimestamp64Milli(u.first_seen) AS firstMs, toUnixTimestamp64Milli(u.last_seen) AS lastMs FROM identifier_uses AS u WHERE ${where} ${POINT}`,
    { accountId, ...(kind === undefined ? {} : { kind }) },
    useRow.omit({ accountId: true }),
  );
  const own = addedUp(rows.map((row) => ({ accountId, ...row })));
  const crowds = await countCrowds(client, own);
  const uses = own.map((use) => ({ ...use, crowd: crowds.get(identifierId(use)) ?? 1 }));
  uses.sort(
    (x, y) =>
      Number(y.crowd > 1) - Number(x.crowd > 1) ||
      x.crowd - y.crowd ||
      (identifierId(x) < identifierId(y) ? -1 : 1),
  );
  return { uses: uses.slice(0, limit), total: uses.length };
}

/** Beyond this crowd the order of users is that of their ids: ordering them by uses would mean reading all. */
const ORDERED_CROWD_MAX = 5_000;

const OF_NETWORK =
  "account_id IN (SELECT account_id FROM resolved_members WHERE network_id = {networkId:String})";

/**
 * Accounts on an identifier, the network's own first, then those that used it most, with the number
 * there are; of a very large crowd the others come by their ids.
 */
export async function readUsersOf(
  client: ClickHouseClient,
  identifier: Identifier,
  networkId: string,
  limit: number,
): Promise<{ uses: UseRow[]; total: number }> {
  const crowds = await countCrowds(client, [identifier]);
  const crowd = crowds.get(identifierId(identifier)) ?? 1;
  const users = `SELECT ${USE_COLUMNS} FROM identifier_users AS u WHERE kind = {kind:String} AND value = {value:String}`;
  const parameters = { ...identifier, limit, ...(networkId === "" ? {} : { networkId }) };
  const most = "ORDER BY count DESC, accountId LIMIT {limit:UInt32}";
  if (crowd <= ORDERED_CROWD_MAX) {
    const order = networkId === "" ? most : most.replace("ORDER BY", `ORDER BY ${OF_NETWORK} DESC,`);
    const rows = await queryRows(
      client,
      `SELECT account_id AS accountId, sum(u.count) AS count, toUnixTimestamp64Milli(min(u.first_seen)) AS firstMs, toUnixTimestamp64Milli(max(u.last_seen)) AS lastMs
FROM identifier_users AS u WHERE kind = {kind:String} AND value = {value:String} GROUP BY account_id ${order} ${POINT}`,
      parameters,
      useRow.omit({ kind: true, value: true }),
    );
    const uses = rows.map((row) => ({ ...row, ...identifier }));
    return { uses, total: Math.max(uses.length, uses.length === 0 ? 0 : crowd) };
  }
  const [own, first] = await Promise.all([
    networkId === ""
      ? []
      : queryRows(
          client,
          `${users} AND ${OF_NETWORK} GROUP BY account_id, kind, value ${most}`,
          parameters,
          useRow,
        ),
    queryRows(
      client,
      `${users} GROUP BY account_id, kind, value ORDER BY kind, value, account_id LIMIT {limit:UInt32} ${POINT}, optimize_aggregation_in_order = 1`,
      parameters,
      useRow,
    ),
  ]);
  const known = new Set(own.map((use) => use.accountId));
  const uses = [...own, ...first.filter((use) => !known.has(use.accountId))].slice(0, limit);
  return { uses, total: crowd };
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

/** Of each kind so many values are looked at, in their order; more would begin with the same text. */
const SEARCHED_PER_KIND = 50;

/**
 * Identifiers whose value is, or begins with, the text; exact ones first, then by their crowds, of
 * the first values of each kind.
 */
export async function searchIdentifiers(
  client: ClickHouseClient,
  text: string,
  limit: number,
): Promise<CrowdRow[]> {
  const kinds = await queryRows(
    client,
    "SELECT DISTINCT kind FROM identifier_users",
    {},
    z.object({ kind: z.string() }),
  );
  if (kinds.length === 0) return [];
  const parameters = Object.fromEntries(kinds.map(({ kind }, index) => [`kind${index}`, kind]));
  // A statement per kind, so that each reads its own stretch of the table and stops.
  const found = await queryRows(
    client,
    kinds
      .map(
        (_, index) =>
          `SELECT kind, value FROM (SELECT DISTINCT kind, value FROM identifier_users WHERE kind = {kind${index}:String} AND startsWith(value, {text:String}) ORDER BY kind, value LIMIT ${SEARCHED_PER_KIND})`,
      )
      .join("\nUNION ALL "),
    { text, ...parameters },
    z.object({ kind: z.string(), value: z.string() }),
  );
  const crowds = await countCrowds(client, found);
  return found
    .map((identifier) => ({ ...identifier, crowd: crowds.get(identifierId(identifier)) ?? 1, members: 0 }))
    .sort(
      (x, y) =>
        Number(y.value === text) - Number(x.value === text) ||
        y.crowd - x.crowd ||
        (identifierId(x) < identifierId(y) ? -1 : 1),
    )
    .slice(0, limit);
}
