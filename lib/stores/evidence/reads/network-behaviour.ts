import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { queryRows } from "../query";
import { countSchema } from "../schema";

/** Which networks of a run are looked at, and how many accounts of each, drawn by the hash of their ids. */
export interface NetworkSampling {
  runId: string;
  networks: readonly string[];
  accountsPerNetwork: number;
}

/** Members drawn, and all members of the networks looked at. */
const SAMPLE = `SELECT network_id, account_id FROM resolved_members WHERE run_id = {runId:String} AND network_id IN {networks:Array(String)}
  ORDER BY network_id, cityHash64(account_id), account_id LIMIT {accountsPerNetwork:UInt32} BY network_id`;
const MEMBERS = `SELECT network_id, account_id FROM resolved_members WHERE run_id = {runId:String} AND network_id IN {networks:Array(String)}`;

/** Hours since the epoch with exchanges, in order, and how many. */
const HOURS = `arraySort(groupArray((h.hourNumber, h.used))) AS entries, arrayMap(entry -> entry.1, entries) AS hours, arrayMap(entry -> entry.2, entries) AS exchanges`;
const hourlyOf = (
  accounts: string,
): string => `SELECT account_id, toUInt32(intDiv(toUnixTimestamp(hour), 3600)) AS hourNumber, toFloat64(sum(a.exchanges)) AS used
  FROM activity_hourly AS a WHERE account_id IN ${accounts} GROUP BY account_id, hourNumber`;

const memberRow = z.object({
  networkId: z.string(),
  accountId: z.string(),
  createdMs: countSchema,
  bannedMs: countSchema,
});

export type SampledMemberRow = z.infer<typeof memberRow>;

/** Members drawn, with when they were created and banned (the first word of a ban, on the account or as an event); 0 where never or unknown. */
export async function readSampledMembers(
  client: ClickHouseClient,
  sampling: NetworkSampling,
): Promise<SampledMemberRow[]> {
  return await queryRows(
    client,
    `SELECT s.network_id AS networkId, s.account_id AS accountId, toUInt64(greatest(0, a.createdMs)) AS createdMs,
  toUInt64(multiIf(a.statusMs = 0, e.eventMs, e.eventMs = 0, a.statusMs, least(a.statusMs, e.eventMs))) AS bannedMs
FROM (${SAMPLE}) AS s
LEFT JOIN (SELECT account_id, argMax(toUnixTimestamp64Milli(created_at), import_id) AS createdMs,
    toInt64(argMax(if(accounts.status = 'banned', ifNull(toUnixTimestamp64Milli(status_changed_at), 0), 0), import_id)) AS statusMs
  FROM accounts WHERE account_id IN (SELECT account_id FROM (${SAMPLE})) GROUP BY account_id) AS a ON a.account_id = s.account_id
LEFT JOIN (SELECT account_id, min(toUnixTimestamp64Milli(at)) AS eventMs FROM events
  WHERE events.kind = 'ban' AND account_id IN (SELECT account_id FROM (${SAMPLE})) GROUP BY account_id) AS e ON e.account_id = s.account_id
ORDER BY networkId, accountId`,
    { ...sampling },
    memberRow,
  );
}

const hoursRow = z.object({
  accountId: z.string(),
  hours: z.array(z.number()),
  exchanges: z.array(z.number()),
});
export type AccountHoursRow = z.infer<typeof hoursRow>;

/** Hours with exchanges of the members drawn; members without any are left out. */
export async function readSampledHours(
  client: ClickHouseClient,
  sampling: NetworkSampling,
): Promise<AccountHoursRow[]> {
  return await queryRows(
    client,
    `SELECT account_id AS accountId, ${HOURS} FROM (${hourlyOf(`(SELECT account_id FROM (${SAMPLE}))`)}) AS h GROUP BY account_id ORDER BY accountId`,
    { ...sampling },
    hoursRow,
  );
}

/** Accounts in none of the networks with at least `hoursMin` active hours, `limit` of them drawn by the hash of their ids. */
export async function readOtherHours(
  client: ClickHouseClient,
  sampling: NetworkSampling,
  draw: { hoursMin: number; limit: number },
): Promise<AccountHoursRow[]> {
  const others = `SELECT account_id FROM activity_hourly WHERE account_id NOT IN (SELECT account_id FROM (${MEMBERS}))
    GROUP BY account_id HAVING uniqExact(hour) >= {hoursMin:UInt32} ORDER BY cityHash64(account_id), account_id LIMIT {limit:UInt32}`;
  return await queryRows(
    client,
    `SELECT account_id AS accountId, ${HOURS} FROM (${hourlyOf(`(${others})`)}) AS h GROUP BY account_id ORDER BY accountId`,
    { runId: sampling.runId, networks: sampling.networks, ...draw },
    hoursRow,
  );
}

const mixRow = z.object({
  accountId: z.string(),
  names: z.array(z.string()),
  counts: z.array(z.number()),
  exchanges: z.number(),
  templateExchanges: z.number(),
});
export type AccountMixRow = z.infer<typeof mixRow>;

const MIX = `sumMapIf([toString(d.capability)], [toFloat64(d.exchanges)], d.capability != '') AS mix, mix.1 AS names, mix.2 AS counts,
  toFloat64(sum(d.exchanges)) AS exchanges, toFloat64(sumIf(d.exchanges, d.template_id != '')) AS templateExchanges`;

/** What the members drawn asked for; members without exchanges are left out. */
export async function readSampledMix(
  client: ClickHouseClient,
  sampling: NetworkSampling,
): Promise<AccountMixRow[]> {
  return await queryRows(
    client,
    `SELECT account_id AS accountId, ${MIX} FROM mix_daily AS d WHERE account_id IN (SELECT account_id FROM (${SAMPLE})) GROUP BY account_id ORDER BY accountId`,
    { ...sampling },
    mixRow,
  );
}

/** Accounts in none of the networks with at least `labelledMin` exchanges of known capability, `limit` of them drawn. */
export async function readOtherMix(
  client: ClickHouseClient,
  sampling: NetworkSampling,
  draw: { labelledMin: number; limit: number },
): Promise<AccountMixRow[]> {
  const others = `SELECT account_id FROM mix_daily AS o WHERE account_id NOT IN (SELECT account_id FROM (${MEMBERS}))
    GROUP BY account_id HAVING sumIf(o.exchanges, o.capability != '') >= {labelledMin:UInt32} ORDER BY cityHash64(account_id), account_id LIMIT {limit:UInt32}`;
  return await queryRows(
    client,
    `SELECT account_id AS accountId, ${MIX} FROM mix_daily AS d WHERE account_id IN (${others}) GROUP BY account_id ORDER BY accountId`,
    { runId: sampling.runId, networks: sampling.networks, ...draw },
    mixRow,
  );
}

const templateRow = z.object({ networkId: z.string(), accounts: countSchema, exchanges: countSchema });

export type SampledTemplateRow = z.infer<typeof templateRow>;

/** Templates of the members drawn, those of most members first, at most `limit` a network. */
export async function readSampledTemplates(
  client: ClickHouseClient,
  sampling: NetworkSampling,
  limit: number,
): Promise<SampledTemplateRow[]> {
  return await queryRows(
    client,
    `SELECT s.network_id AS networkId, uniqExact(d.account_id) AS accounts, sum(d.exchanges) AS exchanges
FROM mix_daily AS d INNER JOIN (${SAMPLE}) AS s ON d.account_id = s.account_id
WHERE d.template_id != '' GROUP BY networkId, d.template_id
ORDER BY networkId, accounts DESC, exchanges DESC, d.template_id LIMIT {limit:UInt32} BY networkId`,
    { ...sampling, limit },
    templateRow,
  );
}

const releaseRow = z.object({ atMs: countSchema, model: z.string(), exchanges: countSchema });

/** Model releases on record whose model was used within two days, the most used first, at most `limit`. */
export async function readReleases(
  client: ClickHouseClient,
  limit: number,
): Promise<z.infer<typeof releaseRow>[]> {
  return await queryRows(
    client,
    `SELECT r.atMs AS atMs, r.model AS model, sum(d.exchanges) AS exchanges
FROM mix_daily AS d INNER JOIN (SELECT subject AS model, toUnixTimestamp64Milli(min(at)) AS atMs, toDate(min(at), 'UTC') AS released
  FROM events WHERE events.kind = 'model_release' AND subject != '' GROUP BY subject) AS r ON toString(d.model) = r.model
WHERE d.day >= r.released AND d.day <= r.released + 2
GROUP BY atMs, model ORDER BY exchanges DESC, model LIMIT {limit:UInt32}`,
    { limit },
    releaseRow,
  );
}

const takeUpRow = z.object({ networkId: z.string(), accounts: countSchema, switched: countSchema });

/**
 * Of the accounts that existed before a release, those with an exchange on the day from `dayMs`, and of them those
 * with at least half of that day's exchanges on the model: per network, and under '' all accounts in none.
 */
export async function readTakeUp(
  client: ClickHouseClient,
  sampling: NetworkSampling,
  release: { atMs: number; dayMs: number; model: string },
): Promise<z.infer<typeof takeUpRow>[]> {
  const { runId, networks } = sampling;
  return await queryRows(
    client,
    `SELECT m.network_id AS networkId, count() AS accounts, countIf(u.onModel * 2 >= u.used) AS switched
FROM (SELECT account_id, sum(d.exchanges) AS used, sumIf(d.exchanges, d.model = {model:String}) AS onModel FROM mix_daily AS d
  WHERE day = toDate(toDateTime(intDiv({dayMs:UInt64}, 1000), 'UTC'), 'UTC') GROUP BY account_id) AS u
INNER JOIN (SELECT account_id FROM accounts GROUP BY account_id
  HAVING argMax(toUnixTimestamp64Milli(created_at), import_id) < {atMs:Int64}) AS a ON a.account_id = u.account_id
LEFT JOIN (${MEMBERS}) AS m ON m.account_id = u.account_id
GROUP BY networkId ORDER BY networkId`,
    { runId, networks, ...release },
    takeUpRow,
  );
}

const newTemplatesRow = z.object({
  networkId: z.string(),
  templateExchanges: countSchema,
  newTemplateExchanges: countSchema,
});

/**
 * Exchanges of the members drawn on one day that bring a template, and those whose template at least `accountsMin` of them
 * sent that day and none on a day before the release.
 */
export async function readNewTemplates(
  client: ClickHouseClient,
  sampling: NetworkSampling,
  release: { atMs: number; dayMs: number; accountsMin: number },
): Promise<z.infer<typeof newTemplatesRow>[]> {
  return await queryRows(
    client,
    `WITH toDate(toDateTime(intDiv({dayMs:UInt64}, 1000), 'UTC'), 'UTC') AS theDay, toDate(toDateTime(intDiv({atMs:UInt64}, 1000), 'UTC'), 'UTC') AS released
SELECT networkId, sum(used) AS templateExchanges, sumIf(used, firstDay >= released AND senders >= {accountsMin:UInt32}) AS newTemplateExchanges
FROM (SELECT s.network_id AS networkId, d.template_id AS template, min(d.day) AS firstDay,
    sumIf(d.exchanges, d.day = theDay) AS used, uniqExactIf(d.account_id, d.day = theDay) AS senders
  FROM mix_daily AS d INNER JOIN (${SAMPLE}) AS s ON d.account_id = s.account_id
  WHERE d.template_id != '' AND d.day <= theDay GROUP BY networkId, template)
GROUP BY networkId ORDER BY networkId`,
    { ...sampling, ...release },
    newTemplatesRow,
  );
}

const keyGroupRow = z.object({ networkId: z.string(), accountIds: z.array(z.string()) });

/** Accounts of a network that had one key by turns, at least `accountsMin` to a key; `limit` keys a network, drawn by their hash. */
export async function readKeyGroups(
  client: ClickHouseClient,
  { runId, networks }: Pick<NetworkSampling, "runId" | "networks">,
  draw: { accountsMin: number; limit: number },
): Promise<z.infer<typeof keyGroupRow>[]> {
  return await queryRows(
    client,
    `SELECT networkId, accountIds FROM (
  SELECT m.network_id AS networkId, k.api_key_id AS apiKeyId, arraySort(groupUniqArray(k.account_id)) AS accountIds
  FROM (SELECT api_key_id, from_account AS account_id FROM key_handovers UNION ALL SELECT api_key_id, to_account AS account_id FROM key_handovers) AS k
  INNER JOIN (${MEMBERS}) AS m ON m.account_id = k.account_id
  GROUP BY networkId, apiKeyId HAVING length(accountIds) >= {accountsMin:UInt32}
) ORDER BY networkId, cityHash64(apiKeyId), apiKeyId LIMIT {limit:UInt32} BY networkId`,
    { runId, networks, ...draw },
    keyGroupRow,
  );
}

/** Hours with exchanges of some accounts. */
export async function readHoursOf(
  client: ClickHouseClient,
  accountIds: readonly string[],
): Promise<AccountHoursRow[]> {
  return await queryRows(
    client,
    `SELECT account_id AS accountId, ${HOURS} FROM (${hourlyOf("{accountIds:Array(String)}")}) AS h GROUP BY account_id ORDER BY accountId`,
    { accountIds },
    hoursRow,
  );
}
