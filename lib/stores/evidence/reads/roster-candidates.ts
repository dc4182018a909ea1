import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import type { Identifier } from "@/lib/domain/identifier";
import { queryRows } from "../query";
import { countSchema } from "../schema";

const share = z
  .number()
  .nullable()
  .transform((value) => value ?? 0);

const crowdRow = z.object({
  kind: z.string(),
  value: z.string(),
  /** Accounts that ever used it. */
  accounts: countSchema,
  /** Of them, looked at for the figures below: at most `sampleMax`, drawn by a hash of their id. */
  lookedAt: countSchema,
  firstMs: countSchema.nullable(),
  lastMs: countSchema.nullable(),
  /** Accounts between their first and last use of it, on an average day. */
  accountsPerDay: share,
  medianStayDays: share,
  /** Days between the tenth and the ninetieth of a hundred sign-ups. */
  signupSpreadDays: share,
  /** Accounts with a device or a payment instrument on record. */
  marked: countSchema,
  /** Of them, those that share neither with any other account and are in no network. */
  strangers: countSchema,
  /** With a device on record; with one nobody else has, in the whole data. Payment instruments likewise. */
  deviceAccounts: countSchema,
  ownDevice: countSchema,
  instrumentAccounts: countSchema,
  ownInstrument: countSchema,
  organizations: countSchema,
  /** Of all looked at, those of the organisation most declare. */
  largestOrganization: countSchema,
  verified: countSchema,
  education: countSchema,
  reseller: countSchema,
  /** Of the strangers, those with a client on record, and those on the client most of them use. */
  clientStrangers: countSchema,
  largestClient: countSchema,
  /** Share of pairs of strangers on the same client, and the same share among all accounts. */
  sameClientPairs: share,
  sameClientPairsOfAll: share,
  /** Of the strangers, those with a prompt template on record, and those on the template most of them use. */
  templateStrangers: countSchema,
  largestTemplate: countSchema,
  inNetworks: countSchema,
  networks: countSchema,
  largestNetwork: countSchema,
  /** Identifiers of as large a crowd in the same IPv4 range, this one among them; 0 where it is no IPv4 address. */
  rangeMates: countSchema,
});
export type CrowdFiguresRow = z.infer<typeof crowdRow>;

const SIZES = (column: string, condition: string): string =>
  `mapValues(sumMapIf(map(${column}, toUInt64(1)), ${condition}))`;
const LARGEST = (column: string, condition: string): string =>
  `ifNull(arrayMax(${SIZES(column, condition)}), 0)`;

/** Figures over the identifiers that `wide` selects as (kind, value, accounts). */
function figuresSql(wide: string): string {
  return `WITH wide AS (${wide}),
users AS (
  SELECT u.kind AS kind, u.value AS value, u.account_id AS account, min(u.first_seen) AS first, max(u.last_seen) AS last
  FROM identifier_users AS u WHERE (u.kind, u.value) IN (SELECT kind, value FROM wide)
  GROUP BY kind, value, account ORDER BY cityHash64(account) LIMIT {sampleMax:UInt32} BY kind, value
),
holders AS (
  SELECT kind AS mark, value AS marked_by, uniqExact(account_id) AS accounts FROM identifier_users
  WHERE kind = 'device' OR kind = 'payment_instrument'
    AND value NOT IN (SELECT fingerprint FROM payment_instruments WHERE kind IN ('credits', 'invoice'))
    AND value NOT IN {knownShared:Array(String)}
  GROUP BY mark, marked_by
),
apart AS (
  SELECT marks.account AS account, maxIf(holders.accounts, marks.mark = 'device') AS onDevice,
    maxIf(holders.accounts, marks.mark = 'payment_instrument') AS onInstrument
  FROM (SELECT account_id AS account, kind AS mark, value AS marked_by FROM identifier_uses
    WHERE kind IN ('device', 'payment_instrument') AND account_id IN (SELECT account FROM users)) AS marks
  INNER JOIN holders ON holders.mark = marks.mark AND holders.marked_by = marks.marked_by
  GROUP BY account
),
facts AS (
  SELECT account_id AS account, argMax(created_at, import_id) AS created, argMax(account_type, import_id) AS type,
    argMax(organization, import_id) AS declared, argMax(verified_entity, import_id) AS entity
  FROM accounts WHERE account_id IN (SELECT account FROM users) GROUP BY account
),
clients AS (
  SELECT account_id AS account, argMax(value, count) AS client FROM identifier_uses
  WHERE kind = 'client_profile' AND account_id IN (SELECT account FROM users) GROUP BY account
),
members AS (
  SELECT account_id AS account, any(network_id) AS network FROM resolved_members
  WHERE account_id IN (SELECT account FROM users) GROUP BY account
),
judged AS (
  SELECT users.kind AS kind, users.value AS value, users.account AS account, users.first AS first, users.last AS last,
    apart.onDevice AS onDevice, if(users.kind = 'payment_instrument', 0, apart.onInstrument) AS onInstrument,
    facts.created AS created, facts.type AS type, facts.declared AS declared, facts.entity AS entity,
    clients.client AS client, members.network AS network,
    greatest(onDevice, onInstrument) = 1 AND network = '' AS stranger
  FROM users
  LEFT JOIN apart ON apart.account = users.account
  LEFT JOIN facts ON facts.account = users.account
  LEFT JOIN clients ON clients.account = users.account
  LEFT JOIN members ON members.account = users.account
),
figures AS (
  SELECT kind, value, count() AS lookedAt,
    toUnixTimestamp64Milli(min(first)) AS firstMs, toUnixTimestamp64Milli(max(last)) AS lastMs,
    sum(dateDiff('second', first, last) / 86400 + 1) / (dateDiff('second', min(first), max(last)) / 86400 + 1) AS presentPerDay,
    quantileExact(0.5)(dateDiff('second', first, last)) / 86400 AS medianStayDays,
    dateDiff('second', quantileExact(0.1)(created), quantileExact(0.9)(created)) / 86400 AS signupSpreadDays,
    countIf(greatest(onDevice, onInstrument) > 0) AS marked, countIf(stranger) AS strangers,
    countIf(onDevice > 0) AS deviceAccounts, countIf(onDevice = 1) AS ownDevice,
    countIf(onInstrument > 0) AS instrumentAccounts, countIf(onInstrument = 1) AS ownInstrument,
    uniqExactIf(declared, declared != '') AS organizations, ${LARGEST("declared", "declared != ''")} AS largestOrganization,
    countIf(entity != '') AS verified, countIf(type IN ('education', 'research_program')) AS education,
    countIf(type = 'reseller') AS reseller,
    countIf(stranger AND client != '') AS clientStrangers, ${LARGEST("client", "stranger AND client != ''")} AS largestClient,
    arraySum(size -> size * (size - 1), ${SIZES("client", "stranger AND client != ''")}) / (clientStrangers * (clientStrangers - 1)) AS sameClientPairs,
    countIf(network != '') AS inNetworks, uniqExactIf(network, network != '') AS networks,
    ${LARGEST("network", "network != ''")} AS largestNetwork
  FROM judged GROUP BY kind, value
),
templates AS (
  SELECT kind, value, max(onTemplate) AS largestTemplate FROM (
    SELECT judged.kind AS kind, judged.value AS value, used.template AS template, uniqExact(judged.account) AS onTemplate
    FROM judged INNER JOIN (
      SELECT account_id AS account, value AS template FROM identifier_uses
      WHERE kind = 'prompt_template' AND account_id IN (SELECT account FROM users)
    ) AS used ON used.account = judged.account
    WHERE judged.stranger GROUP BY kind, value, template
  ) GROUP BY kind, value
),
templated AS (
  SELECT kind, value, count() AS templateStrangers FROM judged
  WHERE stranger AND account IN (SELECT account_id FROM identifier_uses WHERE kind = 'prompt_template') GROUP BY kind, value
)
SELECT f.kind AS kind, f.value AS value, w.accounts AS accounts, lookedAt, firstMs, lastMs,
  presentPerDay * w.accounts / lookedAt AS accountsPerDay, medianStayDays, signupSpreadDays, marked, strangers,
  deviceAccounts, ownDevice, instrumentAccounts, ownInstrument,
  organizations, largestOrganization, verified, education, reseller, clientStrangers, largestClient,
  if(isNaN(sameClientPairs), 0, sameClientPairs) AS sameClientPairs,
  (SELECT if(sum(size) > 1, sum(size * (size - 1)) / (sum(size) * (sum(size) - 1)), 0)
    FROM (SELECT uniqExact(account_id) AS size FROM identifier_users WHERE kind = 'client_profile' GROUP BY value)) AS sameClientPairsOfAll,
  templated.templateStrangers AS templateStrangers, templates.largestTemplate AS largestTemplate,
  inNetworks, networks, largestNetwork,
  if(f.kind = 'ip' AND position(f.value, ':') = 0, count() OVER (PARTITION BY f.kind, if(position(f.value, ':') = 0, arrayStringConcat(arraySlice(splitByChar('.', f.value), 1, 3), '.'), f.value)), 0) AS rangeMates
FROM figures AS f INNER JOIN wide AS w ON w.kind = f.kind AND w.value = f.value
LEFT JOIN templates ON templates.kind = f.kind AND templates.value = f.value
LEFT JOIN templated ON templated.kind = f.kind AND templated.value = f.value`;
}

/**
 * Figures of every identifier of these kinds with a crowd of at least `accountsMin`, `strangersMin`
 * of them strangers to each other. IPv4 ranges are left out: their addresses stand for them.
 */
export async function readWideCrowds(
  client: ClickHouseClient,
  limits: {
    kinds: readonly string[];
    accountsMin: number;
    strangersMin: number;
    sampleMax: number;
    /** Devices and instruments that say nothing of who is a stranger, for the roster has them. */
    knownShared: readonly string[];
  },
): Promise<CrowdFiguresRow[]> {
  const wide = `SELECT kind, value, uniqExact(account_id) AS accounts FROM identifier_users
  WHERE kind IN {kinds:Array(String)} AND (kind != 'ip_range' OR position(value, ':') > 0)
  GROUP BY kind, value HAVING accounts >= {accountsMin:UInt32}`;
  return await queryRows(
    client,
    `SELECT * FROM (${figuresSql(wide)}) WHERE strangers >= {strangersMin:UInt32} ORDER BY strangers DESC, kind, value`,
    limits,
    crowdRow,
  );
}

/** The same figures of these identifiers, whatever their crowd. */
export async function readCrowdFigures(
  client: ClickHouseClient,
  identifiers: readonly Identifier[],
  limits: { sampleMax: number; knownShared: readonly string[] },
): Promise<CrowdFiguresRow[]> {
  if (identifiers.length === 0) return [];
  const wide = `SELECT kind, value, uniqExact(account_id) AS accounts FROM identifier_users
  WHERE (kind, value) IN (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)}))) GROUP BY kind, value`;
  return await queryRows(
    client,
    figuresSql(wide),
    {
      kinds: identifiers.map((identifier) => identifier.kind),
      values: identifiers.map((identifier) => identifier.value),
      ...limits,
    },
    crowdRow,
  );
}
