import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { queryRows } from "../query";
import { countSchema } from "../schema";

/** What an exchange asks for, as the columns of the daily mix. */
export type MixColumn = "model" | "template_id" | "capability";

const nameRow = z.object({
  name: z.string(),
  count: countSchema,
  names: countSchema,
  exchanges: countSchema,
});

export interface MixCounts {
  /** The most frequent names, at most as many as asked for. */
  top: { name: string; count: number }[];
  /** How many names there are. */
  names: number;
  /** Exchanges that bring a name. */
  exchanges: number;
}

/** What an account asked for most, over all its days. Exchanges that name none are not in it. */
export async function readMixCounts(
  client: ClickHouseClient,
  accountId: string,
  column: MixColumn,
  limit: number,
): Promise<MixCounts> {
  const rows = await queryRows(
    client,
    `SELECT name, count, count() OVER () AS names, sum(count) OVER () AS exchanges FROM (
  SELECT d.${column} AS name, sum(d.exchanges) AS count FROM mix_daily AS d
  WHERE account_id = {accountId:String} AND d.${column} != '' GROUP BY name
) ORDER BY count DESC, name LIMIT {limit:UInt32}`,
    { accountId, limit },
    nameRow,
  );
  const [first] = rows;
  return {
    top: rows.map(({ name, count }) => ({ name, count })),
    names: first?.names ?? 0,
    exchanges: first?.exchanges ?? 0,
  };
}

const dayRow = z.object({ dayMs: countSchema, counts: z.array(countSchema), exchanges: countSchema });
export type ModelDayRow = z.infer<typeof dayRow>;

/** Exchanges of an account per UTC day: those of each of the models in their order, and of all that name a model. */
export async function readModelDays(
  client: ClickHouseClient,
  accountId: string,
  models: readonly string[],
): Promise<ModelDayRow[]> {
  return await queryRows(
    client,
    `SELECT toUnixTimestamp(toDateTime(day, 'UTC')) * 1000 AS dayMs, arrayMap(name -> byModel[name], {models:Array(String)}) AS counts, arraySum(mapValues(byModel)) AS exchanges
FROM (SELECT day, sumMap(map(toString(d.model), d.exchanges)) AS byModel FROM mix_daily AS d
  WHERE account_id = {accountId:String} AND d.model != '' GROUP BY day)
ORDER BY day`,
    { accountId, models },
    dayRow,
  );
}
