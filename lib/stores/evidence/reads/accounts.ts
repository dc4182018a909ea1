import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { accountStatusSchema, accountTypeSchema } from "@/lib/domain/account";
import { queryRows, streamRows } from "../query";
import { countSchema } from "../schema";

const accountRow = z.object({
  accountId: z.string(),
  createdAtMs: countSchema,
  accountType: accountTypeSchema.catch("unknown"),
  organization: z.string(),
  displayName: z.string(),
  emailMasked: z.string(),
  country: z.string(),
  signupIp: z.string(),
  signupUserAgent: z.string(),
  referralCode: z.string(),
  status: accountStatusSchema.catch("active"),
  statusChangedAtMs: countSchema.nullable(),
  verifiedEntity: z.string(),
  contractId: z.string(),
});
export type AccountRow = z.infer<typeof accountRow>;

const COLUMNS = `a.account_id AS accountId, toUnixTimestamp64Milli(argMax(a.created_at, a.import_id)) AS createdAtMs,
  argMax(a.account_type, a.import_id) AS accountType, argMax(a.organization, a.import_id) AS organization,
  argMax(a.display_name, a.import_id) AS displayName, argMax(a.email_masked, a.import_id) AS emailMasked,
  argMax(a.country, a.import_id) AS country, argMax(a.signup_ip, a.import_id) AS signupIp,
  argMax(a.signup_user_agent, a.import_id) AS signupUserAgent, argMax(a.referral_code, a.import_id) AS referralCode,
  argMax(a.status, a.import_id) AS status,
  toUnixTimestamp64Milli(argMax(tuple(a.status_changed_at), a.import_id).1) AS statusChangedAtMs,
  argMax(a.verified_entity, a.import_id) AS verifiedEntity, argMax(a.contract_id, a.import_id) AS contractId`;

/** The newest import's word on each account; ids nobody imported are left out. */
export async function readAccounts(
  client: ClickHouseClient,
  accountIds: readonly string[],
): Promise<AccountRow[]> {
  if (accountIds.length === 0) return [];
  return await queryRows(
    client,
    `SELECT ${COLUMNS} FROM accounts AS a WHERE a.account_id IN {accountIds:Array(String)} GROUP BY a.account_id`,
    { accountIds },
    accountRow,
  );
}

const usageRow = z.object({
  accountId: z.string(),
  exchanges: countSchema,
  inputTokens: countSchema,
  outputTokens: countSchema,
  firstMs: countSchema,
  lastMs: countSchema,
});
export type UsageRow = z.infer<typeof usageRow>;

/** Exchanges and tokens per account; accounts without any are left out. */
export async function readUsage(
  client: ClickHouseClient,
  accountIds: readonly string[],
): Promise<UsageRow[]> {
  if (accountIds.length === 0) return [];
  return await queryRows(
    client,
    `SELECT account_id AS accountId, sum(h.exchanges) AS exchanges, sum(h.input_tokens) AS inputTokens, sum(h.output_tokens) AS outputTokens,
  toUnixTimestamp(min(h.hour)) * 1000 AS firstMs, toUnixTimestamp(max(h.hour)) * 1000 + 3599999 AS lastMs
FROM activity_hourly AS h WHERE account_id IN {accountIds:Array(String)} GROUP BY account_id`,
    { accountIds },
    usageRow,
  );
}

const dayRow = z.object({
  accountId: z.string(),
  dayMs: countSchema,
  exchanges: countSchema,
  inputTokens: countSchema,
  outputTokens: countSchema,
});
export type ActivityDayRow = z.infer<typeof dayRow>;

const DAILY = `SELECT account_id AS accountId, toUnixTimestamp(toStartOfDay(hour, 'UTC')) * 1000 AS dayMs, sum(h.exchanges) AS exchanges,
  sum(h.input_tokens) AS inputTokens, sum(h.output_tokens) AS outputTokens
FROM activity_hourly AS h WHERE account_id IN {accountIds:Array(String)} GROUP BY accountId, dayMs ORDER BY accountId, dayMs`;

/** Activity per account and UTC day, in order, streamed. */
export function streamDailyActivity(
  client: ClickHouseClient,
  accountIds: readonly string[],
): AsyncGenerator<ActivityDayRow> {
  return streamRows(client, DAILY, { accountIds }, dayRow);
}

export async function readDailyActivity(
  client: ClickHouseClient,
  accountId: string,
): Promise<ActivityDayRow[]> {
  return await queryRows(client, DAILY, { accountIds: [accountId] }, dayRow);
}

/** Account ids that are, or begin with, the text; exact ones first. */
export async function searchAccounts(
  client: ClickHouseClient,
  text: string,
  limit: number,
): Promise<{ accountId: string; organization: string; status: string }[]> {
  return await queryRows(
    client,
    `SELECT a.account_id AS accountId, argMax(a.organization, a.import_id) AS organization, argMax(a.status, a.import_id) AS status FROM accounts AS a
WHERE a.account_id = {text:String} OR startsWith(a.account_id, {text:String}) OR (length({text:String}) >= 3 AND positionCaseInsensitiveUTF8(a.organization, {text:String}) = 1)
GROUP BY a.account_id ORDER BY a.account_id = {text:String} DESC, a.account_id LIMIT {limit:UInt32}`,
    { text, limit },
    z.object({ accountId: z.string(), organization: z.string(), status: z.string() }),
  );
}

const keyRow = z.object({
  apiKeyId: z.string(),
  accountId: z.string(),
  createdAtMs: countSchema.nullable(),
  revokedAtMs: countSchema.nullable(),
  importId: z.string(),
  sourceRow: countSchema,
});

/** API key records of the accounts, as imported. */
export function streamApiKeys(
  client: ClickHouseClient,
  accountIds: readonly string[],
): AsyncGenerator<z.infer<typeof keyRow>> {
  return streamRows(
    client,
    `SELECT api_key_id AS apiKeyId, account_id AS accountId, toUnixTimestamp64Milli(created_at) AS createdAtMs, toUnixTimestamp64Milli(revoked_at) AS revokedAtMs, import_id AS importId, source_row AS sourceRow
FROM api_keys WHERE account_id IN {accountIds:Array(String)} ORDER BY accountId, apiKeyId, importId`,
    { accountIds },
    keyRow,
  );
}

const paymentRow = z.object({
  accountId: z.string(),
  fingerprint: z.string(),
  kind: z.string(),
  bin: z.string(),
  funding: z.string(),
  issuerCountry: z.string(),
  addedAtMs: countSchema.nullable(),
  removedAtMs: countSchema.nullable(),
  importId: z.string(),
  sourceRow: countSchema,
});

/** Payment instrument records of the accounts, as imported. */
export function streamPaymentInstruments(
  client: ClickHouseClient,
  accountIds: readonly string[],
): AsyncGenerator<z.infer<typeof paymentRow>> {
  return streamRows(
    client,
    `SELECT account_id AS accountId, fingerprint, kind, bin, funding, issuer_country AS issuerCountry,
  toUnixTimestamp64Milli(added_at) AS addedAtMs, toUnixTimestamp64Milli(removed_at) AS removedAtMs, import_id AS importId, source_row AS sourceRow
FROM payment_instruments WHERE account_id IN {accountIds:Array(String)} ORDER BY accountId, fingerprint, importId`,
    { accountIds },
    paymentRow,
  );
}

const observationRow = z.object({
  accountId: z.string(),
  kind: z.string(),
  value: z.string(),
  firstSeenMs: countSchema.nullable(),
  lastSeenMs: countSchema.nullable(),
  count: countSchema,
});

/** Observations of the accounts, per identifier. */
export function streamObservations(
  client: ClickHouseClient,
  accountIds: readonly string[],
): AsyncGenerator<z.infer<typeof observationRow>> {
  return streamRows(
    client,
    `SELECT account_id AS accountId, kind, value, toUnixTimestamp64Milli(min(u.first_seen)) AS firstSeenMs, toUnixTimestamp64Milli(max(u.last_seen)) AS lastSeenMs, sum(u.count) AS count
FROM identifier_uses AS u WHERE account_id IN {accountIds:Array(String)} GROUP BY accountId, kind, value ORDER BY accountId, kind, value`,
    { accountIds },
    observationRow,
  );
}
