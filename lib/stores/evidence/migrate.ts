import type { ClickHouseClient } from "@clickhouse/client";
import { ADDRESS_RANGE_STATEMENTS } from "./address-ranges";
import { queryRows } from "./query";
import { columnTypes, TABLES, type TableSpec } from "./tables";
import { z } from "zod";

function createTable(table: TableSpec, prefix: string): string {
  const settings = table.columns.some((column) => /SimpleAggregateFunction/.test(column))
    ? " SETTINGS allow_nullable_key = 1"
    : "";
  return `CREATE TABLE IF NOT EXISTS ${prefix}${table.name} (import_id LowCardinality(String), ${table.columns.join(", ")})
ENGINE = ${table.engine} PARTITION BY import_id ORDER BY ${table.orderBy}${settings}`;
}

function columnDeclaration(table: string, column: string): string {
  return `${column} ${columnTypes(table).get(column) ?? ""}`;
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
  {
    name: "0004_sealed_contacts_and_templates",
    statements: ["", "stage_"].flatMap((prefix) => [
      ...["email_sealed", "phone_sealed"].map(
        (column) =>
          `ALTER TABLE ${prefix}accounts ADD COLUMN IF NOT EXISTS ${column} String AFTER phone_masked`,
      ),
      ...TABLES.filter((table) => table.name === "prompt_templates").map((table) =>
        createTable(table, prefix),
      ),
    ]),
  },
  {
    name: "0005_rows_of_exchanges",
    statements: [
      ...["", "stage_"].flatMap((prefix) => [
        `ALTER TABLE ${prefix}exchanges ADD COLUMN IF NOT EXISTS source_file LowCardinality(String) AFTER request_id`,
        `ALTER TABLE ${prefix}exchanges ADD COLUMN IF NOT EXISTS source_row UInt64 AFTER source_file`,
      ]),
      `CREATE TABLE IF NOT EXISTS stage_unusual_rows (import_id LowCardinality(String), source_row UInt64)
ENGINE = MergeTree PARTITION BY import_id ORDER BY source_row`,
    ],
  },
  {
    name: "0006_epochs_mix_and_handovers",
    statements: ["", "stage_"].flatMap((prefix) => [
      ...["identifier_uses", "identifier_users"].map(
        (table) =>
          `ALTER TABLE ${prefix}${table} ADD COLUMN IF NOT EXISTS ${columnDeclaration(table, "epochs")} AFTER count`,
      ),
      ...TABLES.filter((table) => ["mix_daily", "key_handovers"].includes(table.name)).map((table) =>
        createTable(table, prefix),
      ),
    ]),
  },
  {
    name: "0006_address_ranges",
    statements: [...ADDRESS_RANGE_STATEMENTS],
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
