import type { ClickHouseClient } from "@clickhouse/client";
import { ROLL_UPS } from "@/lib/stores/evidence/roll-ups";
import { rollUpPartitionOf } from "./publish";
import type { StoredTable } from "./tables";

/** What grouping may hold before it goes on on the disk. */
const GROUPS_IN_MEMORY_BYTES = 1_500_000_000;

/** Stage tables the files of each bundle table fill. */
function filledBy(table: StoredTable): ReadonlySet<string> {
  return new Set([
    `stage_${table}`,
    ...(table === "accounts" ? ["stage_observations"] : []),
    "stage_identifier_uses",
  ]);
}

/**
 * Makes the roll-ups of what the files of one table brought. The store does the work; no row leaves
 * it. There must be none of this import and table yet.
 */
export async function rollUpTable(
  client: ClickHouseClient,
  importId: string,
  table: StoredTable,
  partitions: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const filled = filledBy(table);
  for (const rollUp of ROLL_UPS) {
    if (!filled.has(rollUp.from)) continue;
    signal?.throwIfAborted();
    await client.command({
      query: `INSERT INTO ${rollUp.to} (${rollUp.columns}) ${rollUp.select} SETTINGS optimize_aggregation_in_order = ${rollUp.inOrder === true ? 1 : 0}, max_bytes_before_external_group_by = ${GROUPS_IN_MEMORY_BYTES}`,
      query_params: { partitions: [...partitions], rollUp: rollUpPartitionOf(importId, table) },
    });
  }
}
