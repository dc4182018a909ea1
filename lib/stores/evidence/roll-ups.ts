import { IP_RANGE_SQL } from "./tables";

/**
 * One roll-up the store makes of what one file brought, `{partition:String}` being the file's
 * partition. Once over the whole file costs a fraction of materialized views over every insert:
 * the views' partial groups have to be merged again, and were most of an import's work.
 */
export interface RollUp {
  /** Stage table it reads. */
  from: string;
  /** Stage table it fills. */
  to: string;
  columns: string;
  select: string;
}

const USE_COLUMNS = "import_id, account_id, kind, value, first_seen, last_seen, count";

/** Uses of one column: grouped by account first, the order of the table, so memory stays small. */
function uses(from: string, kind: string, column: string, time: string): RollUp {
  return {
    from,
    to: "stage_identifier_uses",
    columns: USE_COLUMNS,
    select: `SELECT any(import_id), account_id, '${kind}', toString(${column}), min(${time}), max(${time}), count()
FROM ${from} WHERE import_id = {partition:String} AND ${column} != '' GROUP BY account_id, ${column}`,
  };
}

/** In the order they are made: later ones read what earlier ones filled. */
export const ROLL_UPS: readonly RollUp[] = [
  uses("stage_exchanges", "api_key", "api_key_id", "ts"),
  uses("stage_exchanges", "ip", "ip", "ts"),
  uses("stage_exchanges", "tls_fingerprint", "tls_fingerprint", "ts"),
  uses("stage_exchanges", "client_profile", "client_profile", "ts"),
  uses("stage_exchanges", "prompt_template", "template_id", "ts"),
  {
    from: "stage_exchanges",
    to: "stage_identifier_uses",
    columns: USE_COLUMNS,
    select: `SELECT any(part), account_id, 'ip_range', range, min(first), max(last), sum(uses)
FROM (SELECT any(import_id) AS part, account_id, ${IP_RANGE_SQL} AS range, min(ts) AS first, max(ts) AS last, count() AS uses
  FROM stage_exchanges WHERE import_id = {partition:String} AND ip != '' GROUP BY account_id, ip)
GROUP BY account_id, range`,
  },
  {
    from: "stage_exchanges",
    to: "stage_activity_hourly",
    columns: "import_id, account_id, hour, exchanges, input_tokens, output_tokens",
    select: `SELECT any(import_id), account_id, toStartOfHour(ts, 'UTC') AS hour, count(), sum(input_tokens), sum(output_tokens)
FROM stage_exchanges WHERE import_id = {partition:String} GROUP BY account_id, hour`,
  },
  uses("stage_api_keys", "api_key", "api_key_id", "created_at"),
  uses("stage_payment_instruments", "payment_instrument", "fingerprint", "added_at"),
  uses("stage_payment_instruments", "card_bin", "bin", "added_at"),
  {
    from: "stage_observations",
    to: "stage_identifier_uses",
    columns: USE_COLUMNS,
    select: `SELECT any(import_id), account_id, kind, value, min(o.first_seen), max(o.last_seen), sum(o.count)
FROM stage_observations AS o WHERE import_id = {partition:String} GROUP BY account_id, kind, value`,
  },
  {
    from: "stage_identifier_uses",
    to: "stage_identifier_users",
    columns: USE_COLUMNS,
    select: `SELECT ${USE_COLUMNS} FROM stage_identifier_uses WHERE import_id = {partition:String}`,
  },
];
