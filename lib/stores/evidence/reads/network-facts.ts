import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { queryRows } from "../query";
import { countSchema } from "../schema";

export interface ResolvedMemberRow {
  networkId: string;
  accountId: string;
  membership: string;
}

const BATCH = 50_000;

/** Puts a run's members beside the records, so that the store itself can count by network. */
export async function writeResolvedMembers(
  client: ClickHouseClient,
  runId: string,
  members: readonly ResolvedMemberRow[],
): Promise<void> {
  for (let from = 0; from < members.length; from += BATCH) {
    await client.insert({
      table: "resolved_members",
      columns: ["run_id", "network_id", "account_id", "membership"],
      values: members
        .slice(from, from + BATCH)
        .map((member) => [runId, member.networkId, member.accountId, member.membership]),
      format: "JSONCompactEachRow",
    });
  }
}

/** Tables that hold what a run found. */
const RUN_TABLES = [
  "resolved_members",
  "shared_crowds",
  "network_links",
  "network_link_rows",
  "network_identifiers",
] as const;

/** Drops the members, crowds and links of one run. `runId` is one of our own ids. */
export async function dropRun(client: ClickHouseClient, runId: string): Promise<void> {
  if (!/^[\w-]+$/.test(runId)) throw new Error("not a run id");
  for (const table of RUN_TABLES)
    await client.command({ query: `ALTER TABLE ${table} DROP PARTITION '${runId}'` });
}

/** Drops the members, crowds and links of every run but one. */
export async function dropOtherRuns(client: ClickHouseClient, runId: string): Promise<void> {
  const runs = await queryRows(
    client,
    RUN_TABLES.map((table) => `SELECT DISTINCT run_id AS runId FROM ${table}`).join(" UNION DISTINCT "),
    {},
    z.object({ runId: z.string() }),
  );
  for (const run of runs) {
    if (run.runId !== runId) await dropRun(client, run.runId);
  }
}

const activityRow = z.object({ networkId: z.string(), dayMs: countSchema, exchanges: countSchema });

/** Exchanges per network and UTC day; networks and days without any are left out. */
export async function networkActivity(
  client: ClickHouseClient,
  runId: string,
): Promise<z.infer<typeof activityRow>[]> {
  return await queryRows(
    client,
    `SELECT m.network_id AS networkId, toUnixTimestamp(toStartOfDay(a.hour, 'UTC')) * 1000 AS dayMs, sum(a.exchanges) AS exchanges
FROM activity_hourly AS a INNER JOIN resolved_members AS m ON a.account_id = m.account_id
WHERE m.run_id = {runId:String} GROUP BY networkId, dayMs`,
    { runId },
    activityRow,
  );
}

const windowRow = z.object({ networkId: z.string(), firstMs: countSchema, lastMs: countSchema });

/** First and last hour with an exchange, per network. */
export async function networkWindows(
  client: ClickHouseClient,
  runId: string,
): Promise<z.infer<typeof windowRow>[]> {
  return await queryRows(
    client,
    `SELECT m.network_id AS networkId, toUnixTimestamp(min(a.hour)) * 1000 AS firstMs, toUnixTimestamp(max(a.hour)) * 1000 + 3599999 AS lastMs
FROM activity_hourly AS a INNER JOIN resolved_members AS m ON a.account_id = m.account_id
WHERE m.run_id = {runId:String} GROUP BY networkId`,
    { runId },
    windowRow,
  );
}

const accountFactsRow = z.object({
  networkId: z.string(),
  protectedAccounts: countSchema,
  bannedAccounts: countSchema,
});

export async function networkAccountFacts(
  client: ClickHouseClient,
  runId: string,
): Promise<z.infer<typeof accountFactsRow>[]> {
  return await queryRows(
    client,
    `SELECT m.network_id AS networkId, countIf(a.verifiedEntity != '') AS protectedAccounts, countIf(a.status = 'banned') AS bannedAccounts
FROM (SELECT account_id, argMax(accounts.verified_entity, import_id) AS verifiedEntity, argMax(accounts.status, import_id) AS status FROM accounts GROUP BY account_id) AS a
INNER JOIN resolved_members AS m ON a.account_id = m.account_id
WHERE m.run_id = {runId:String} GROUP BY networkId`,
    { runId },
    accountFactsRow,
  );
}

const sharedCountRow = z.object({
  networkId: z.string(),
  kind: z.string(),
  count: countSchema,
  othersMax: countSchema,
});

/** Distinct identifiers that at least two members of a network share, per kind, and the most accounts outside on any one. */
export async function networkSharedCounts(
  client: ClickHouseClient,
  runId: string,
): Promise<z.infer<typeof sharedCountRow>[]> {
  return await queryRows(
    client,
    `WITH shared AS (
  SELECT m.network_id AS networkId, u.kind AS kind, u.value AS value, uniqExact(u.account_id) AS members
  FROM identifier_uses AS u INNER JOIN resolved_members AS m ON u.account_id = m.account_id
  WHERE m.run_id = {runId:String} GROUP BY networkId, kind, value HAVING members >= 2
)
SELECT s.networkId AS networkId, s.kind AS kind, count() AS count, max(c.crowd - s.members) AS othersMax
FROM shared AS s INNER JOIN (
  SELECT kind, value, uniqExact(account_id) AS crowd FROM identifier_users
  WHERE (kind, value) IN (SELECT kind, value FROM shared) GROUP BY kind, value
) AS c ON s.kind = c.kind AND s.value = c.value
GROUP BY networkId, kind`,
    { runId },
    sharedCountRow,
  );
}

const totalsRow = z.object({
  accounts: countSchema,
  exchanges: countSchema,
  identifiers: countSchema,
  firstMs: countSchema,
  lastMs: countSchema,
});

export interface StoreTotals {
  accounts: number;
  exchanges: number;
  identifiers: number;
  firstMs: number | null;
  lastMs: number | null;
}

/** Answers over all records, with the numbers of rows they were made on. */
interface Remembered {
  rows: string;
  totals?: StoreTotals;
  perDay?: DayRow[];
}

const remembered = new WeakMap<ClickHouseClient, Remembered>();

/** What was answered on the very rows there are now; ClickHouse knows their numbers without reading any. */
async function rememberedOf(client: ClickHouseClient): Promise<Remembered> {
  const [row] = await queryRows(
    client,
    "SELECT (SELECT count() FROM accounts) AS accounts, (SELECT count() FROM identifier_users) AS uses, (SELECT count() FROM activity_hourly) AS hours",
    {},
    z.object({ accounts: countSchema, uses: countSchema, hours: countSchema }),
  );
  const rows = JSON.stringify(row);
  const known = remembered.get(client);
  if (known?.rows === rows) return known;
  const fresh: Remembered = { rows };
  remembered.set(client, fresh);
  return fresh;
}

/** Totals of everything imported; the window is null where there is no exchange. Remembered until records change. */
export async function storeTotals(client: ClickHouseClient): Promise<StoreTotals> {
  const known = await rememberedOf(client);
  known.totals ??= await countTotals(client);
  return known.totals;
}

async function countTotals(client: ClickHouseClient): Promise<StoreTotals> {
  const [row] = await queryRows(
    client,
    `SELECT (SELECT uniqExact(account_id) FROM accounts) AS accounts, (SELECT sum(exchanges) FROM activity_hourly) AS exchanges,
  (SELECT uniq(kind, value) FROM identifier_users) AS identifiers,
  (SELECT toUnixTimestamp(min(hour)) * 1000 FROM activity_hourly) AS firstMs, (SELECT toUnixTimestamp(max(hour)) * 1000 FROM activity_hourly) AS lastMs`,
    {},
    totalsRow,
  );
  if (row === undefined) return { accounts: 0, exchanges: 0, identifiers: 0, firstMs: null, lastMs: null };
  const empty = row.exchanges === 0;
  return {
    accounts: row.accounts,
    exchanges: row.exchanges,
    identifiers: row.identifiers,
    firstMs: empty ? null : row.firstMs,
    lastMs: empty ? null : row.lastMs,
  };
}

const dayRow = z.object({ dayMs: countSchema, exchanges: countSchema });
type DayRow = z.infer<typeof dayRow>;

/** Exchanges of all accounts per UTC day. Remembered until records change. */
export async function exchangesPerDay(client: ClickHouseClient): Promise<DayRow[]> {
  const known = await rememberedOf(client);
  known.perDay ??= await queryRows(
    client,
    "SELECT toUnixTimestamp(toStartOfDay(hour, 'UTC')) * 1000 AS dayMs, sum(a.exchanges) AS exchanges FROM activity_hourly AS a GROUP BY dayMs ORDER BY dayMs",
    {},
    dayRow,
  );
  return known.perDay;
}
