import { PRIVATE_ADDRESS } from "@/lib/domain/ip-range";
import { IP_RANGE_SQL } from "./tables";

/**
 * One roll-up the store makes of what the files of one table brought: `{partitions:Array(String)}` are
 * the files' partitions, `{rollUp:String}` the import's, which it fills. Once over all files of a table costs a
 * fraction of materialized views over every insert, whose partial groups have to be merged again;
 * and an account that uses an address in ten files has one row, not ten. No two rows of
 * one roll-up are of one key, so the tables are plain MergeTrees, whose inserts and merges cost half
 * of those of an aggregating one; what two tables or two imports say of one key, readers sum.
 */
export interface RollUp {
  /** Stage table it reads. */
  from: string;
  /** Stage table it fills. */
  to: string;
  columns: string;
  select: string;
  /**
   * Groups come nearly one to a row: read in the order of the table they need no memory. Where many
   * rows fall into a group, a hash table takes a third of the time.
   */
  inOrder?: true;
  /** It looks at the uses that other roll-ups make, which must be there. */
  readsUses?: true;
}

const USE_COLUMNS = "import_id, account_id, kind, value, first_seen, last_seen, count";

/**
 * An account that leaves a re-assignable identifier alone for more than this many days begins a new
 * epoch on it: the shortest lease of an address that is on no roster.
 */
const EPOCH_GAP_DAYS = 7;

/** Uses of one column. */
function uses(from: string, kind: string, column: string, time: string): RollUp {
  return {
    from,
    to: "stage_identifier_uses",
    columns: USE_COLUMNS,
    select: `SELECT {rollUp:String}, account_id, '${kind}', toString(${column}), min(${time}), max(${time}), count()
FROM ${from} WHERE import_id IN {partitions:Array(String)} AND ${column} != '' GROUP BY account_id, ${column}`,
  };
}

/**
 * Uses of addresses by account and day, which no entry crosses. A private address is another host in
 * every network: it stays with its exchange and is no identifier.
 */
const ADDRESS_DAYS = `SELECT account_id, ip, toDate(ts, 'UTC') AS day, min(ts) AS first, max(ts) AS last, count() AS used
FROM stage_exchanges WHERE import_id IN {partitions:Array(String)} AND ip != '' GROUP BY account_id, ip, day HAVING NOT match(ip, '${PRIVATE_ADDRESS}')`;

const EPOCHS = `arrayMap(days -> (days[1].1, arrayMax(day -> day.2, days), arraySum(day -> day.3, days)),
  arraySplit((this, before) -> toDate(this.1, 'UTC') - toDate(before.1, 'UTC') > ${EPOCH_GAP_DAYS}, days, arrayConcat([days[1]], arrayPopBack(days))))`;

/** Uses of addresses and of their ranges in one pass, with the epochs where an account came back to one. */
const ADDRESS_USES: RollUp = {
  from: "stage_exchanges",
  to: "stage_identifier_uses",
  columns: `${USE_COLUMNS}, epochs`,
  select: `SELECT {rollUp:String}, account_id, kind, value, first_seen, last_seen, uses, if(toDate(last_seen, 'UTC') - toDate(first_seen, 'UTC') > ${EPOCH_GAP_DAYS} AND length(${EPOCHS} AS all_epochs) > 1, all_epochs, [])
FROM (SELECT account_id, kind, value, min(first) AS first_seen, max(last) AS last_seen, sum(used) AS uses,
    arraySort(groupArray((first, last, used))) AS days
  FROM (SELECT account_id, kind, value, first, last, used FROM (${ADDRESS_DAYS})
    ARRAY JOIN ['ip', 'ip_range'] AS kind, [ip, ${IP_RANGE_SQL}] AS value)
  GROUP BY account_id, kind, value)`,
};

/** The costliest first, so that none is left alone at the end. */
export const ROLL_UPS: readonly RollUp[] = [
  ADDRESS_USES,
  {
    from: "stage_exchanges",
    to: "stage_activity_hourly",
    columns: "import_id, account_id, hour, exchanges, input_tokens, output_tokens",
    select: `SELECT {rollUp:String}, account_id, toStartOfHour(ts, 'UTC') AS hour, count(), sum(input_tokens), sum(output_tokens)
FROM stage_exchanges WHERE import_id IN {partitions:Array(String)} GROUP BY account_id, hour`,
    inOrder: true,
  },
  {
    from: "stage_exchanges",
    to: "stage_mix_daily",
    columns: "import_id, account_id, day, model, template_id, capability, exchanges",
    select: `SELECT {rollUp:String}, account_id, toDate(ts, 'UTC') AS day, model, template_id, capability, count()
FROM stage_exchanges WHERE import_id IN {partitions:Array(String)} GROUP BY account_id, day, model, template_id, capability`,
  },
  uses("stage_exchanges", "api_key", "api_key_id", "ts"),
  uses("stage_exchanges", "tls_fingerprint", "tls_fingerprint", "ts"),
  uses("stage_exchanges", "client_profile", "client_profile", "ts"),
  uses("stage_exchanges", "prompt_template", "template_id", "ts"),
  {
    from: "stage_exchanges",
    to: "stage_key_handovers",
    columns: "import_id, api_key_id, from_account, to_account, first_at, last_at, count",
    select: `SELECT {rollUp:String}, api_key_id, before, account_id, min(sitting), max(sitting), count()
FROM (SELECT api_key_id, account_id, sitting,
    lagInFrame(account_id, 1, '') OVER (PARTITION BY api_key_id ORDER BY sitting, account_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before
  FROM (SELECT api_key_id, account_id, min(ts) AS sitting FROM stage_exchanges
    WHERE import_id IN {partitions:Array(String)} AND api_key_id IN (SELECT value FROM stage_identifier_uses
      WHERE import_id = {rollUp:String} AND kind = 'api_key' GROUP BY value HAVING uniqExact(account_id) > 1)
    GROUP BY api_key_id, account_id, toStartOfHour(ts, 'UTC')))
WHERE before != '' AND before != account_id GROUP BY api_key_id, before, account_id`,
    readsUses: true,
  },
  uses("stage_api_keys", "api_key", "api_key_id", "created_at"),
  uses("stage_payment_instruments", "payment_instrument", "fingerprint", "added_at"),
  uses("stage_payment_instruments", "card_bin", "bin", "added_at"),
  {
    from: "stage_observations",
    to: "stage_identifier_uses",
    columns: USE_COLUMNS,
    select: `SELECT {rollUp:String}, account_id, kind, value, min(o.first_seen), max(o.last_seen), sum(o.count)
FROM stage_observations AS o WHERE import_id IN {partitions:Array(String)} GROUP BY account_id, kind, value`,
  },
];

/** The same uses in the order of identifiers, made last: once, of all tables together. */
export const REVERSE_ROLL_UP: RollUp = {
  from: "stage_identifier_uses",
  to: "stage_identifier_users",
  columns: `${USE_COLUMNS}, epochs`,
  select: `SELECT ${USE_COLUMNS}, epochs FROM stage_identifier_uses WHERE import_id = {rollUp:String}`,
};
