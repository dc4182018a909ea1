import type { ClickHouseClient } from "@clickhouse/client";

/** A cluster the evidence store is spread over. */
export interface Cluster {
  /** As `system.clusters` of its servers has it. */
  name: string;
  database: string;
}

/** What the evidence store runs on: a cluster, or null for one engine (embedded or a server). */
export type Deployment = Cluster | null;

/** Ending of the table that holds a shard's own rows; readers name the table without it. */
export const LOCAL = "_local";

/** Settings every statement on a cluster runs under. The product's SQL relies on each. */
export const CLUSTER_SETTINGS = {
  // An insert is answered when the shards have the rows, not when one server queued them.
  distributed_foreground_insert: 1,
  insert_quorum: "auto",
  // Subqueries and joins see all shards' rows, wherever their tables' rows lie.
  distributed_product_mode: "global",
  // A shard that copied its own rows would put those of `identifier_users` on shards readers skip.
  parallel_distributed_insert_select: "0",
  optimize_skip_unused_shards: 1,
  optimize_distributed_group_by_sharding_key: 1,
  distributed_ddl_task_timeout: "600",
  // A partition is moved or dropped on every replica before the next statement.
  alter_sync: "2",
} as const;

const deployments = new WeakMap<ClickHouseClient, Cluster>();

/** Remembers which cluster a client's statements go to. */
export function noteCluster(client: ClickHouseClient, cluster: Cluster): void {
  deployments.set(client, cluster);
}

export function deploymentOf(client: ClickHouseClient): Deployment {
  return deployments.get(client) ?? null;
}

/** Number of the shard a row of an evidence table was read from; 0 where there is one engine. */
export function shardNumberSql(client: ClickHouseClient): string {
  return deploymentOf(client) === null ? "0" : "_shard_num";
}
