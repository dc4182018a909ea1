import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import type { CaseFigures } from "@/lib/domain/figures";
import { queryRows } from "../query";
import { countSchema } from "../schema";

/** What a case may state in figures, counted over its subjects from the records. */
export async function countCaseFigures(
  client: ClickHouseClient,
  subjects: readonly { accountId: string; membership: string }[],
): Promise<CaseFigures> {
  const accountIds = subjects.map((subject) => subject.accountId);
  const base = {
    accounts: accountIds.length,
    core_accounts: subjects.filter((subject) => subject.membership === "core").length,
  };
  const [activity] = await queryRows(
    client,
    `SELECT sum(h.exchanges) AS exchanges, sum(h.input_tokens) AS inputTokens, sum(h.output_tokens) AS outputTokens FROM activity_hourly AS h WHERE account_id IN {accountIds:Array(String)}`,
    { accountIds },
    z.object({ exchanges: countSchema, inputTokens: countSchema, outputTokens: countSchema }),
  );
  // A day is the finest time every tier keeps, so the window is stated by the day.
  const [window] = await queryRows(
    client,
    `SELECT toUnixTimestamp(toStartOfDay(min(hour), 'UTC')) * 1000 AS firstMs, toUnixTimestamp(toStartOfDay(max(hour), 'UTC')) * 1000 AS lastMs, count() AS hours FROM activity_hourly WHERE account_id IN {accountIds:Array(String)}`,
    { accountIds },
    z.object({ firstMs: countSchema, lastMs: countSchema, hours: countSchema }),
  );
  const [identifiers] = await queryRows(
    client,
    `SELECT uniqExactIf(value, kind = 'payment_instrument') AS paymentInstruments, uniqExactIf(value, kind = 'api_key') AS apiKeys, uniqExactIf(value, kind = 'ip_range') AS ipRanges
FROM identifier_uses WHERE account_id IN {accountIds:Array(String)} AND kind IN ('payment_instrument', 'api_key', 'ip_range')`,
    { accountIds },
    z.object({ paymentInstruments: countSchema, apiKeys: countSchema, ipRanges: countSchema }),
  );
  const none = (window?.hours ?? 0) === 0;
  return {
    ...base,
    exchanges: activity?.exchanges ?? 0,
    input_tokens: activity?.inputTokens ?? 0,
    output_tokens: activity?.outputTokens ?? 0,
    payment_instruments: identifiers?.paymentInstruments ?? 0,
    api_keys: identifiers?.apiKeys ?? 0,
    ip_ranges: identifiers?.ipRanges ?? 0,
    first_exchange_ms: none ? null : (window?.firstMs ?? null),
    last_exchange_ms: none ? null : (window?.lastMs ?? null),
  };
}
