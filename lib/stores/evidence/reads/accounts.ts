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

const TABLES_NAMING_ACCOUNTS = [
  "accounts",
  "identifier_uses",
  "api_keys",
  "payment_instruments",
  "activity_hourly",
  "exchanges",
  "observations",
  "events",
] as const;

/** Which of the accounts any record is left of. */
export async function accountsWithRecords(
  client: ClickHouseClient,
  accountIds: readonly string[],
): Promise<Set<string>> {
  let unseen = [...accountIds];
  const found = new Set<string>();
  for (const table of TABLES_NAMING_ACCOUNTS) {
    if (unseen.length === 0) break;
    const rows = await queryRows(
      client,
      `SELECT DISTINCT account_id AS accountId FROM ${table} WHERE account_id IN {accountIds:Array(String)}`,
      { accountIds: unseen },
      z.object({ accountId: z.string() }),
    );
    for (const { accountId } of rows) found.add(accountId);
    unseen = unseen.filter((accountId) => !found.has(accountId));
  }
  return found;
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

/** Shorter texts would find half of all organizations. */
const ORGANIZATION_LENGTH_MIN = 3;

/**
 * Accounts whose id is, or begins with, the text, then those whose organization begins with it; exact
 * ids first. Both are found in the order of a table, so that nothing is read as a whole.
 */
export async function searchAccounts(
  client: ClickHouseClient,
  text: string,
  limit: number,
): Promise<{ accountId: string; organization: string; status: string }[]> {
  const idRow = z.object({ accountId: z.string() });
  // As imports spell an organization to compare it.
  const key = text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
  const [byId, byOrganization] = await Promise.all([
    queryRows(
      client,
      "SELECT DISTINCT account_id AS accountId FROM accounts WHERE startsWith(account_id, {text:String}) ORDER BY accountId LIMIT {limit:UInt32}",
      { text, limit },
      idRow,
    ),
    key.length < ORGANIZATION_LENGTH_MIN
      ? []
      : queryRows(
          client,
          `SELECT account_id AS accountId FROM identifier_users
WHERE kind = 'organization' AND startsWith(value, {key:String}) GROUP BY value, account_id ORDER BY value, accountId LIMIT {limit:UInt32}`,
          { key, limit },
          idRow,
        ),
  ]);
  const ids = [...new Set([...byId, ...byOrganization].map((row) => row.accountId))].slice(0, limit);
  const found = new Map((await readAccounts(client, ids)).map((account) => [account.accountId, account]));
  return ids.flatMap((id) => found.get(id) ?? []);
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
