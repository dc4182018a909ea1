/**
 * Tables of the evidence store. Each exists twice: `stage_NAME` takes the rows of a running
 * import, NAME what readers see. Both are partitioned by import, so that publishing an import is
 * one `MOVE PARTITION` a table, and dropping or undoing one is one `DROP PARTITION`.
 */
export interface TableSpec {
  name: string;
  columns: string[];
  engine: string;
  orderBy: string;
}

const TIME = "DateTime64(3, 'UTC')";
const SOURCE = ["source_file LowCardinality(String)", "source_row UInt64"];

const USE_COLUMNS = [
  "account_id String",
  "kind LowCardinality(String)",
  "value String",
  `first_seen SimpleAggregateFunction(min, Nullable(${TIME}))`,
  `last_seen SimpleAggregateFunction(max, Nullable(${TIME}))`,
  "count SimpleAggregateFunction(sum, UInt64)",
];

export const TABLES: readonly TableSpec[] = [
  {
    name: "accounts",
    columns: [
      "account_id String",
      `created_at ${TIME}`,
      "account_type LowCardinality(String)",
      "organization String",
      "display_name String",
      "email_masked String",
      "phone_masked String",
      "country LowCardinality(String)",
      "signup_ip String",
      "signup_user_agent String",
      "referral_code String",
      "status LowCardinality(String)",
      `status_changed_at Nullable(${TIME})`,
      "verified_entity String",
      "contract_id String",
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "account_id",
  },
  {
    name: "api_keys",
    columns: ["api_key_id String", "account_id String", `created_at Nullable(${TIME})`, `revoked_at Nullable(${TIME})`, ...SOURCE],
    engine: "MergeTree",
    orderBy: "(account_id, api_key_id)",
  },
  {
    name: "payment_instruments",
    columns: [
      "account_id String",
      "fingerprint String",
      "kind LowCardinality(String)",
      "bin LowCardinality(String)",
      "funding LowCardinality(String)",
      "issuer_country LowCardinality(String)",
      `added_at Nullable(${TIME})`,
      `removed_at Nullable(${TIME})`,
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "(account_id, fingerprint)",
  },
  {
    name: "exchanges",
    columns: [
      `ts ${TIME}`,
      "account_id String",
      "api_key_id String",
      "ip String",
      "model LowCardinality(String)",
      "input_tokens UInt32",
      "output_tokens UInt32",
      "status LowCardinality(String)",
      "user_agent LowCardinality(String)",
      "tls_fingerprint LowCardinality(String)",
      "client_profile LowCardinality(String)",
      "template_id LowCardinality(String)",
      "capability LowCardinality(String)",
      "max_tokens UInt32",
      "temperature Float32",
      "request_id String",
    ],
    engine: "MergeTree",
    orderBy: "(account_id, ts)",
  },
  {
    name: "observations",
    columns: [
      "account_id String",
      "kind LowCardinality(String)",
      "value String",
      `first_seen Nullable(${TIME})`,
      `last_seen Nullable(${TIME})`,
      "count UInt64",
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "(account_id, kind, value)",
  },
  {
    name: "events",
    columns: [`at ${TIME}`, "kind LowCardinality(String)", "account_id String", "subject String", "note String", ...SOURCE],
    engine: "MergeTree",
    orderBy: "at",
  },
  {
    name: "roster",
    columns: ["cidr_or_value String", "kind LowCardinality(String)", "class LowCardinality(String)", "capacity UInt64", "note String", ...SOURCE],
    engine: "MergeTree",
    orderBy: "(kind, cidr_or_value)",
  },
  {
    name: "asn",
    columns: ["cidr String", "asn UInt32", "organization String", "country LowCardinality(String)", "class LowCardinality(String)", ...SOURCE],
    engine: "MergeTree",
    orderBy: "cidr",
  },
  { name: "identifier_uses", columns: USE_COLUMNS, engine: "AggregatingMergeTree", orderBy: "(account_id, kind, value)" },
  { name: "identifier_users", columns: USE_COLUMNS, engine: "AggregatingMergeTree", orderBy: "(kind, value, account_id)" },
  {
    name: "activity_hourly",
    columns: ["account_id String", "hour DateTime('UTC')", "exchanges UInt64", "input_tokens UInt64", "output_tokens UInt64"],
    engine: "SummingMergeTree",
    orderBy: "(account_id, hour)",
  },
];

/** Tables an import publishes and an undo drops. */
export const IMPORT_TABLES: readonly string[] = TABLES.map((table) => table.name);

/** Range of an address as evidence: /24 of IPv4, /64 of IPv6. The same rule as `ipRangeOf` in lib/domain. */
export const IP_RANGE_SQL = `if(position(ip, ':') > 0,
  concat(IPv6NumToString(tupleElement(IPv6CIDRToRange(toIPv6OrDefault(ip), 64), 1)), '/64'),
  concat(arrayStringConcat(arraySlice(splitByChar('.', ip), 1, 3), '.'), '.0/24'))`;

interface ViewSpec {
  name: string;
  to: string;
  select: string;
}

const USE_SELECT = (from: string, pairs: string, time: string): string => `
SELECT import_id, account_id, pair.1 AS kind, pair.2 AS value, min(seen) AS first_seen, max(seen) AS last_seen, count() AS count
FROM (SELECT import_id, account_id, ${time} AS seen, arrayJoin(arrayFilter(p -> p.2 != '', ${pairs})) AS pair FROM ${from})
GROUP BY import_id, account_id, kind, value`;

/** Roll-ups made by the store itself while an import is staged. */
export const STAGE_VIEWS: readonly ViewSpec[] = [
  {
    name: "stage_exchange_uses",
    to: "stage_identifier_uses",
    select: USE_SELECT(
      "stage_exchanges",
      `[('api_key', api_key_id), ('ip', ip), ('ip_range', if(ip = '', '', ${IP_RANGE_SQL})), ('tls_fingerprint', toString(tls_fingerprint)), ('client_profile', toString(client_profile)), ('prompt_template', toString(template_id))]`,
      `CAST(ts, 'Nullable(DateTime64(3, \\'UTC\\'))')`,
    ),
  },
  {
    name: "stage_api_key_uses",
    to: "stage_identifier_uses",
    select: USE_SELECT("stage_api_keys", `[('api_key', api_key_id)]`, "created_at"),
  },
  {
    name: "stage_payment_uses",
    to: "stage_identifier_uses",
    select: USE_SELECT("stage_payment_instruments", `[('payment_instrument', fingerprint), ('card_bin', toString(bin))]`, "added_at"),
  },
  {
    name: "stage_observation_uses",
    to: "stage_identifier_uses",
    select: `
SELECT import_id, account_id, kind, value, min(o.first_seen) AS first_seen, max(o.last_seen) AS last_seen, sum(o.count) AS count
FROM stage_observations AS o GROUP BY import_id, account_id, kind, value`,
  },
  {
    name: "stage_uses_reversed",
    to: "stage_identifier_users",
    select: "SELECT import_id, account_id, kind, value, first_seen, last_seen, count FROM stage_identifier_uses",
  },
  {
    name: "stage_exchange_activity",
    to: "stage_activity_hourly",
    select: `
SELECT import_id, account_id, toStartOfHour(ts, 'UTC') AS hour, count() AS exchanges, sum(e.input_tokens) AS input_tokens, sum(e.output_tokens) AS output_tokens
FROM stage_exchanges AS e GROUP BY import_id, account_id, hour`,
  },
];
