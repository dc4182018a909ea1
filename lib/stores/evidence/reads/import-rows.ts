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
