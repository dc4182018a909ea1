import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { queryRows } from "../query";
import { countSchema } from "../schema";
import { IMPORT_TABLES } from "../tables";

/** Rows each table holds of one import; tables that hold none are left out. */
export async function countByTable(
  client: ClickHouseClient,
  importId: string,
): Promise<{ table: string; rows: number }[]> {
  const counted = await Promise.all(
    IMPORT_TABLES.map(async (table) => {
      const [row] = await queryRows(
        client,
        `SELECT count() AS rows FROM ${table} WHERE startsWith(import_id, {prefix:String})`,
        { prefix: `${importId}/` },
        z.object({ rows: countSchema }),
      );
      return { table, rows: row?.rows ?? 0 };
    }),
  );
  return counted.filter((each) => each.rows > 0);
}

const TABLES_OF_ACCOUNTS = [
  "accounts",
  "api_keys",
  "payment_instruments",
  "exchanges",
  "observations",
  "events",
] as const;

/** Whether an import brought any record of one of these accounts. */
export async function importSpeaksOf(
  client: ClickHouseClient,
  importId: string,
  accountIds: readonly string[],
): Promise<boolean> {
  if (accountIds.length === 0) return false;
  for (const table of TABLES_OF_ACCOUNTS) {
    const found = await queryRows(
      client,
      `SELECT 1 AS one FROM ${table} WHERE startsWith(import_id, {prefix:String}) AND account_id IN {accountIds:Array(String)} LIMIT 1`,
      { prefix: `${importId}/`, accountIds },
      z.object({ one: z.number() }),
    );
    if (found.length > 0) return true;
  }
  return false;
}

/** Ids of the imports that hold rows in any table, published or staged. */
export async function importsWithRows(client: ClickHouseClient): Promise<Set<string>> {
  const rows = await queryRows(
    client,
    `SELECT DISTINCT splitByChar('/', partition)[1] AS importId FROM system.parts
WHERE database = currentDatabase() AND active AND rows > 0 AND position(partition, '/') > 0`,
    {},
    z.object({ importId: z.string() }),
  );
  return new Set(rows.map((row) => row.importId));
}
