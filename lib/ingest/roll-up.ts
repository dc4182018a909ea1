import type { ClickHouseClient } from "@clickhouse/client";
import { REVERSE_ROLL_UP, ROLL_UPS, type RollUp } from "@/lib/stores/evidence/roll-ups";
import { rollUpPartitionOf } from "./publish";
import type { StoredTable } from "./tables";

/** What grouping may hold before it goes on on the disk. */
const GROUPS_IN_MEMORY_BYTES = 1_500_000_000;
/** Few large parts: a look-up by account or identifier opens every part there is. */
const INSERT_SETTINGS =
  "max_insert_threads = 1, min_insert_block_size_rows = 4194304, min_insert_block_size_bytes = 805306368";

/** Writing what was grouped keeps one core busy: two roll-ups at once use two. Waits for all, whatever fails. */
async function twoAtATime(works: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...works];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let work = left.shift(); work !== undefined && failures.length === 0; work = left.shift())
      await work().catch((error: unknown) => failures.push(error));
  };
  await Promise.all([worker(), worker()]);
  if (failures.length > 0) throw failures[0];
}

async function make(
  client: ClickHouseClient,
  rollUp: RollUp,
  importId: string,
  partitions: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  await client.command({
    query: `INSERT INTO ${rollUp.to} (${rollUp.columns}) ${rollUp.select} SETTINGS optimize_aggregation_in_order = ${rollUp.inOrder === true ? 1 : 0}, max_bytes_before_external_group_by = ${GROUPS_IN_MEMORY_BYTES}, ${INSERT_SETTINGS}`,
    query_params: { partitions: [...partitions], rollUp: rollUpPartitionOf(importId) },
  });
}

/**
 * Makes the roll-ups of what an import brought: `partitionsOf` are the partitions of the files of
 * each table. The store does the work; no row leaves it. There must be none of this import yet.
 */
export async function rollUpImport(
  client: ClickHouseClient,
  importId: string,
  partitionsOf: ReadonlyMap<StoredTable, readonly string[]>,
  signal?: AbortSignal,
): Promise<void> {
  const works = (rollUps: readonly RollUp[]): (() => Promise<void>)[] =>
    rollUps.flatMap((rollUp) => {
      const partitions = [...partitionsOf].flatMap(([table, ofTable]) =>
        rollUp.from === `stage_${table}` || (rollUp.from === "stage_observations" && table === "accounts")
          ? ofTable
          : [],
      );
      return partitions.length === 0 ? [] : [async () => make(client, rollUp, importId, partitions, signal)];
    });
  await twoAtATime(works(ROLL_UPS.filter((rollUp) => rollUp.readsUses !== true)));
  await twoAtATime([
    async () => make(client, REVERSE_ROLL_UP, importId, [], signal),
    ...works(ROLL_UPS.filter((rollUp) => rollUp.readsUses === true)),
  ]);
}
