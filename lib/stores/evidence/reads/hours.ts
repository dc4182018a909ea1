import type { ClickHouseClient } from "@clickhouse/client";
import { eachBinaryRow } from "../row-binary";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * Exchanges by UTC hour of the day of every account that made at least so many, or of those named.
 * @param accountIds all accounts where undefined
 */
export async function eachHourCounts(
  client: ClickHouseClient,
  accountIds: readonly string[] | undefined,
  exchangesMin: number,
  onAccount: (accountId: string, exchanges: readonly number[]) => void,
): Promise<void> {
  const named = accountIds === undefined ? "" : "WHERE account_id IN {accountIds:Array(String)}";
  await eachBinaryRow(
    client,
    `SELECT account_id, ${HOURS.map((hour) => `toFloat64(sumIf(a.exchanges, toHour(a.hour, 'UTC') = ${hour}))`).join(", ")}
FROM activity_hourly AS a ${named} GROUP BY account_id HAVING sum(a.exchanges) >= {exchangesMin:UInt64}`,
    accountIds === undefined ? { exchangesMin } : { accountIds, exchangesMin },
    (row) => {
      const accountId = row.string();
      onAccount(
        accountId,
        HOURS.map(() => row.float64()),
      );
    },
  );
}
