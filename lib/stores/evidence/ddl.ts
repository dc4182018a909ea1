import { LOCAL, type Deployment } from "./cluster/deployment";
import type { TableSpec } from "./tables";

/** One table as the store has it: all its columns, and how its rows are parted. */
export interface TableDefinition extends TableSpec {
  /** Column whose values are moved and dropped as a whole; without it the table is one piece. */
  partitionBy?: string;
  /** Rows between two marks of the index; fewer than ClickHouse's 8,192 where single rows are looked up. */
  rowsPerMark?: number;
}

/** Prefixes of the twins of an import's table: what readers see, and what a running import fills. */
export const TWINS = ["", "stage_"] as const;

/** One of the twins of an import's table. */
export function twinOf(spec: TableSpec, prefix: (typeof TWINS)[number]): TableDefinition {
  return {
    ...spec,
    name: `${prefix}${spec.name}`,
    columns: ["import_id LowCardinality(String)", ...spec.columns],
    partitionBy: "import_id",
  };
}

function settingsOf(table: TableDefinition, deployment: Deployment): string {
  const settings = [
    ...(table.columns.some((column) => /SimpleAggregateFunction/.test(column))
      ? ["allow_nullable_key = 1"]
      : []),
    ...(table.rowsPerMark === undefined ? [] : [`index_granularity = ${table.rowsPerMark}`]),
    // Rows taken out and sent again are equal to what was there, and must not be passed over as repeats.
    ...(deployment === null ? [] : ["replicated_deduplication_window = 0"]),
  ];
  return settings.length === 0 ? "" : ` SETTINGS ${settings.join(", ")}`;
}

function onCluster(deployment: Deployment): string {
  return deployment === null ? "" : ` ON CLUSTER '${deployment.name}'`;
}

/** Name a statement of the deployment gives a table of the product, or a shard's own part of it. */
function nameIn(table: string, deployment: Deployment, part: "all" | "local"): string {
  if (deployment === null) return table;
  return `${deployment.database}.${table}${part === "local" ? LOCAL : ""}`;
}

/**
 * Statements that make a table. One engine: the table. A cluster: on every server a replicated table
 * of its shard's own rows, and the table readers name over all shards.
 */
export function createTable(table: TableDefinition, deployment: Deployment): string[] {
  const own = `CREATE TABLE IF NOT EXISTS ${nameIn(table.name, deployment, "local")}${onCluster(deployment)} (${table.columns.join(", ")})
ENGINE = ${deployment === null ? "" : "Replicated"}${table.engine}${table.partitionBy === undefined ? "" : ` PARTITION BY ${table.partitionBy}`} ORDER BY ${table.orderBy}${settingsOf(table, deployment)}`;
  if (deployment === null) return [own];
  return [
    own,
    `CREATE TABLE IF NOT EXISTS ${nameIn(table.name, deployment, "all")}${onCluster(deployment)} (${table.columns.join(", ")})
ENGINE = Distributed('${deployment.name}', '${deployment.database}', '${table.name}${LOCAL}', ${table.shardBy})`,
  ];
}

/** Statements that add a column, given with its type, behind another. */
export function addColumn(table: string, column: string, after: string, deployment: Deployment): string[] {
  const parts = deployment === null ? (["all"] as const) : (["local", "all"] as const);
  return parts.map(
    (part) =>
      `ALTER TABLE ${nameIn(table, deployment, part)}${onCluster(deployment)} ADD COLUMN IF NOT EXISTS ${column} AFTER ${after}`,
  );
}

export function dropView(view: string, deployment: Deployment): string {
  return `DROP VIEW IF EXISTS ${nameIn(view, deployment, "all")}${onCluster(deployment)}`;
}
