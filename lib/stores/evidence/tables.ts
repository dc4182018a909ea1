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
  /** What decides, on a cluster, which shard holds a row: equal values lie together. */
  shardBy: string;
}

const TIME = "DateTime64(3, 'UTC')";
const BY_ACCOUNT = "cityHash64(account_id)";
const SOURCE = ["source_file LowCardinality(String)", "source_row UInt64"];

/** First use, last use and uses of each stretch in which an account kept a re-assignable identifier; empty where there is but one. */
const EPOCHS = `Array(Tuple(${TIME}, ${TIME}, UInt64))`;

const USE_COLUMNS = [
  "account_id String",
  "kind LowCardinality(String)",
  "value String",
  `first_seen Nullable(${TIME})`,
  `last_seen Nullable(${TIME})`,
  "count UInt64",
  `epochs ${EPOCHS}`,
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
      "email_sealed String",
      "phone_sealed String",
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
    shardBy: BY_ACCOUNT,
  },
  {
    name: "api_keys",
    columns: [
      "api_key_id String",
      "account_id String",
      `created_at Nullable(${TIME})`,
      `revoked_at Nullable(${TIME})`,
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "(account_id, api_key_id)",
    shardBy: BY_ACCOUNT,
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
    shardBy: BY_ACCOUNT,
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
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "(account_id, ts)",
    shardBy: BY_ACCOUNT,
  },
  {
    name: "prompt_templates",
    columns: ["template_id String", "signature Array(UInt32)", "capability LowCardinality(String)"],
    engine: "MergeTree",
    orderBy: "template_id",
    shardBy: "cityHash64(template_id)",
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
    shardBy: BY_ACCOUNT,
  },
  {
    name: "events",
    columns: [
      `at ${TIME}`,
      "kind LowCardinality(String)",
      "account_id String",
      "subject String",
      "note String",
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "at",
    shardBy: BY_ACCOUNT,
  },
  {
    name: "roster",
    columns: [
      "cidr_or_value String",
      "kind LowCardinality(String)",
      "class LowCardinality(String)",
      "capacity UInt64",
      "note String",
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "(kind, cidr_or_value)",
    shardBy: "cityHash64(kind, cidr_or_value)",
  },
  {
    name: "asn",
    columns: [
      "cidr String",
      "asn UInt32",
      "organization String",
      "country LowCardinality(String)",
      "class LowCardinality(String)",
      ...SOURCE,
    ],
    engine: "MergeTree",
    orderBy: "cidr",
    shardBy: "cityHash64(cidr)",
  },
  {
    name: "identifier_uses",
    columns: USE_COLUMNS,
    engine: "MergeTree",
    orderBy: "(account_id, kind, value)",
    shardBy: BY_ACCOUNT,
  },
  {
    name: "identifier_users",
    columns: USE_COLUMNS,
    engine: "MergeTree",
    orderBy: "(kind, value, account_id)",
    shardBy: "cityHash64(kind, value)",
  },
  {
    name: "activity_hourly",
    columns: [
      "account_id String",
      "hour DateTime('UTC')",
      "exchanges UInt64",
      "input_tokens UInt64",
      "output_tokens UInt64",
    ],
    engine: "MergeTree",
    orderBy: "(account_id, hour)",
    shardBy: BY_ACCOUNT,
  },
  {
    name: "mix_daily",
    columns: [
      "account_id String",
      "day Date",
      "model LowCardinality(String)",
      "template_id LowCardinality(String)",
      "capability LowCardinality(String)",
      "exchanges UInt64",
    ],
    engine: "MergeTree",
    orderBy: "(account_id, day)",
    shardBy: BY_ACCOUNT,
  },
  {
    name: "key_handovers",
    columns: [
      "api_key_id String",
      "from_account String",
      "to_account String",
      `first_at ${TIME}`,
      `last_at ${TIME}`,
      "count UInt64",
    ],
    engine: "MergeTree",
    orderBy: "(from_account, to_account, api_key_id)",
    shardBy: "cityHash64(from_account)",
  },
];

/** Type of each column of a table, by its name. */
export function columnTypes(table: string): Map<string, string> {
  const spec = TABLES.find((one) => one.name === table);
  return new Map(
    (spec?.columns ?? []).map((column) => {
      const space = column.indexOf(" ");
      return [column.slice(0, space), column.slice(space + 1)];
    }),
  );
}

/** Tables an import publishes and an undo drops. */
export const IMPORT_TABLES: readonly string[] = TABLES.map((table) => table.name);

/** Range of an address as evidence: /24 of IPv4, /64 of IPv6. The same rule as `ipRangeOf` in lib/domain. */
export const IP_RANGE_SQL = `if(position(ip, ':') > 0,
  concat(IPv6NumToString(tupleElement(IPv6CIDRToRange(toIPv6OrDefault(ip), 64), 1)), '/64'),
  concat(arrayStringConcat(arraySlice(splitByChar('.', ip), 1, 3), '.'), '.0/24'))`;
