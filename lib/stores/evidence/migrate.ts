import type { ClickHouseClient } from "@clickhouse/client";
import { queryRows } from "./query";
import { TABLES, type TableSpec } from "./tables";
import { z } from "zod";

function createTable(table: TableSpec, prefix: string): string {
  const settings = table.columns.some((column) => /SimpleAggregateFunction/.test(column))
    ? " SETTINGS allow_nullable_key = 1"
    : "";
  return `CREATE TABLE IF NOT EXISTS ${prefix}${table.name} (import_id LowCardinality(String), ${table.columns.join(", ")})
ENGINE = ${table.engine} PARTITION BY import_id ORDER BY ${table.orderBy}${settings}`;
}

interface Migration {
  name: string;
  statements: string[];
}

const MIGRATIONS: readonly Migration[] = [
  {
    name: "0001_imports_and_roll_ups",
    statements: TABLES.flatMap((table) => [createTable(table, ""), createTable(table, "stage_")]),
  },
  {
    name: "0002_resolved_members",
    statements: [
      `CREATE TABLE IF NOT EXISTS resolved_members (run_id LowCardinality(String), network_id LowCardinality(String), account_id String, membership LowCardinality(String))
ENGINE = MergeTree PARTITION BY run_id ORDER BY (account_id)`,
    ],
  },
  {
    name: "0003_roll_ups_once_per_file",
    statements: [
      "exchange_uses",
      "api_key_uses",
      "payment_uses",
      "observation_uses",
      "uses_reversed",
      "exchange_activity",
    ].map((view) => `DROP VIEW IF EXISTS stage_${view}`),
  },
];

/** Brings the evidence store to the newest schema. Safe to repeat; statements are idempotent. */
export async function migrateEvidence(client: ClickHouseClient): Promise<void> {
  await client.command({
    query:
      "CREATE TABLE IF NOT EXISTS schema_migrations (name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY name",
  });
  const done = new Set(
    (await queryRows(client, "SELECT name FROM schema_migrations", {}, z.object({ name: z.string() }))).map(
      (row) => row.name,
    ),
  );
  for (const migration of MIGRATIONS) {
    if (done.has(migration.name)) continue;
    for (const statement of migration.statements) await client.command({ query: statement });
    await client.insert({
      table: "schema_migrations",
      columns: ["name"],
      values: [{ name: migration.name }],
      format: "JSONEachRow",
    });
  }
}
