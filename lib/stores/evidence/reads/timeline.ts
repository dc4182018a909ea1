import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import type { Identifier } from "@/lib/domain/identifier";
import { queryRows } from "../query";
import { countSchema } from "../schema";

const timelineRow = z.object({
  accounts: countSchema,
  timed: countSchema,
  moments: countSchema,
  stretches: countSchema,
  atOnceMax: countSchema,
  firstMs: countSchema,
  lastMs: countSchema,
  days: z.array(countSchema),
  counts: z.array(countSchema),
});
export type TimelineRow = z.infer<typeof timelineRow>;

/** First and last use of each stretch in a row, in epoch ms; none where the row has no times. */
const STRETCHES = `arrayMap(epoch -> (toUnixTimestamp64Milli(epoch.1), toUnixTimestamp64Milli(epoch.2)), u.epochs)`;
const ONE_STRETCH = `if(isNull(u.first_seen) AND isNull(u.last_seen), [],
  [(toUnixTimestamp64Milli(assumeNotNull(ifNull(u.first_seen, u.last_seen))), toUnixTimestamp64Milli(assumeNotNull(ifNull(u.last_seen, u.first_seen))))])`;

/** UTC day of a time in epoch ms, numbered from 1970 on. */
const DAY = (ms: string): string => `toInt64(floor((${ms}) / 86400000))`;

/** An account's stretches of all imports: those that touch, overlap or lie within `joinDays` of each other are one. */
const JOINED = `arrayFold((kept, next) -> if(${DAY("next.1")} - ${DAY("kept[-1].2")} <= {joinDays:Int64},
    arrayPushBack(arrayPopBack(kept), (kept[-1].1, greatest(kept[-1].2, next.2))), arrayPushBack(kept, next)),
  arrayPopFront(sorted), arraySlice(sorted, 1, 1))`;

/** Sum of a +1 on the first day of each stretch and a -1 on the day after its last: its running sum is how many are on it. */
const CHANGES = `sumMap(arrayConcat(arrayMap(s -> ${DAY("s.1")}, joined), arrayMap(s -> ${DAY("s.2")} + 1, joined)),
    arrayConcat(arrayMap(s -> toInt64(1), joined), arrayMap(s -> toInt64(-1), joined)))`;

/**
 * How many accounts were on an identifier, by UTC day: an account is on it from the first to the
 * last day of each of its stretches. `joinDays`, at least 1, is the longest silence a stretch may
 * hold; null where an account keeps the identifier for good, and has one stretch.
 * `days` (days since 1970) are those on which the number changes to the one in `counts`; it holds
 * until the next. `atOnceMax` counts overlapping stretches to the millisecond, `moments` accounts of
 * which a single time is on record, `accounts` those without times too.
 */
export async function readAccountsOverTime(
  client: ClickHouseClient,
  identifier: Identifier,
  joinDays: number | null,
): Promise<TimelineRow> {
  const rows = await queryRows(
    client,
    `SELECT count() AS accounts, countIf(notEmpty(joined)) AS timed, countIf(length(joined) = 1 AND joined[1].1 = joined[1].2) AS moments,
  sum(length(joined)) AS stretches, minIf(joined[1].1, notEmpty(joined)) AS firstMs, maxIf(joined[-1].2, notEmpty(joined)) AS lastMs,
  maxIntersectionsArray(arrayMap(s -> s.1, joined), arrayMap(s -> s.2 + 1, joined)) AS atOnceMax,
  ${CHANGES} AS byDay, byDay.1 AS days, arrayCumSum(byDay.2) AS counts
FROM (SELECT account_id, arraySort(groupArrayArray(if(empty(u.epochs), ${ONE_STRETCH}, ${STRETCHES}))) AS sorted, ${JOINED} AS joined
  FROM identifier_users AS u WHERE kind = {kind:String} AND value = {value:String} GROUP BY account_id)`,
    { ...identifier, joinDays: joinDays ?? Number.MAX_SAFE_INTEGER },
    timelineRow,
  );
  const [row] = rows;
  if (row === undefined) throw new RangeError("a count without groups has one row");
  return row;
}
