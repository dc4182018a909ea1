import type { ClickHouseClient } from "@clickhouse/client";
import { ROLL_UPS } from "@/lib/stores/evidence/roll-ups";
import { dropPartition, partitionsIn } from "./publish";
import type { StoredTable } from "./tables";

/** Stage tables a file of each bundle table fills. */
function filledBy(table: StoredTable): ReadonlySet<string> {
  return new Set([
    `stage_${table}`,
    ...(table === "accounts" ? ["stage_observations"] : []),
    "stage_identifier_uses",
  ]);
}

/**
 * Makes the roll-ups of one staged file, anew where an earlier try left some. The store does the
 * work; no row leaves it.
 */
export async function rollUpFile(
  client: ClickHouseClient,
  table: StoredTable,
  partition: string,
  signal?: AbortSignal,
): Promise<void> {
  const filled = filledBy(table);
  const rollUps = ROLL_UPS.filter((rollUp) => filled.has(rollUp.from));
  for (const target of new Set(rollUps.map((rollUp) => rollUp.to))) {
    if ((await partitionsIn(client, target, partition)).includes(partition))
      await dropPartition(client, target, partition);
  }
  for (const rollUp of rollUps) {
    signal?.throwIfAborted();
    await client.command({
      query: `INSERT INTO ${rollUp.to} (${rollUp.columns}) ${rollUp.select} SETTINGS optimize_aggregation_in_order = 1`,
      query_params: { partition },
    });
  }
}
