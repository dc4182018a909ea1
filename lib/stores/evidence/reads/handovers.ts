import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { queryRows } from "../query";
import { countSchema } from "../schema";

const OF_ACCOUNT = "(from_account = {accountId:String} OR to_account = {accountId:String})";

const handoverRow = z.object({
  apiKeyId: z.string(),
  fromAccount: z.string(),
  toAccount: z.string(),
  count: countSchema,
  firstMs: countSchema,
  lastMs: countSchema,
});
type HandoverRow = z.infer<typeof handoverRow>;

/** Hand-overs of API keys from or to an account, most frequent first, with the number of rows there are. */
export async function readHandovers(
  client: ClickHouseClient,
  accountId: string,
  limit: number,
): Promise<{ rows: HandoverRow[]; total: number }> {
  const found = await queryRows(
    client,
    `SELECT api_key_id AS apiKeyId, from_account AS fromAccount, to_account AS toAccount, sum(h.count) AS count,
  toUnixTimestamp64Milli(min(h.first_at)) AS firstMs, toUnixTimestamp64Milli(max(h.last_at)) AS lastMs, count() OVER () AS total
FROM key_handovers AS h WHERE ${OF_ACCOUNT} GROUP BY apiKeyId, fromAccount, toAccount
ORDER BY count DESC, apiKeyId, fromAccount, toAccount LIMIT {limit:UInt32}`,
    { accountId, limit },
    z.object({ total: countSchema }).and(handoverRow),
  );
  return { rows: found.map((row) => handoverRow.parse(row)), total: found[0]?.total ?? 0 };
}

const keyRow = z.object({ apiKeyId: z.string(), others: countSchema, count: countSchema });

export interface HandedKeys {
  /** Keys with how many other accounts they went to or came from, and how often, most often first. */
  top: z.infer<typeof keyRow>[];
  keys: number;
  others: number;
  count: number;
}

/** The keys that went between an account and others, over all of its hand-overs. */
export async function readHandedKeys(
  client: ClickHouseClient,
  accountId: string,
  limit: number,
): Promise<HandedKeys> {
  const other = "if(from_account = {accountId:String}, to_account, from_account)";
  const [top, totals] = await Promise.all([
    queryRows(
      client,
      `SELECT api_key_id AS apiKeyId, uniqExact(${other}) AS others, sum(h.count) AS count
FROM key_handovers AS h WHERE ${OF_ACCOUNT} GROUP BY apiKeyId ORDER BY count DESC, apiKeyId LIMIT {limit:UInt32}`,
      { accountId, limit },
      keyRow,
    ),
    queryRows(
      client,
      `SELECT uniqExact(api_key_id) AS keys, uniqExact(${other}) AS others, sum(h.count) AS count FROM key_handovers AS h WHERE ${OF_ACCOUNT}`,
      { accountId },
      z.object({ keys: countSchema, others: countSchema, count: countSchema }),
    ),
  ]);
  return { top, ...(totals[0] ?? { keys: 0, others: 0, count: 0 }) };
}
