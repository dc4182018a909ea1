import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { ADDRESS_TABLES } from "./address-ranges";
import { deploymentOf, type Deployment } from "./cluster/deployment";
import { addColumn, createTable, dropView, TWINS, twinOf, type TableDefinition } from "./ddl";
import { queryRows } from "./query";
import { columnTypes, TABLES } from "./tables";

/** Both twins of these import tables, or of all. */
function twins(names?: readonly string[]): TableDefinition[] {
  return TABLES.filter((table) => names?.includes(table.name) ?? true).flatMap((table) =>
    TWINS.map((prefix) => twinOf(table, prefix)),
  );
}

function columnOfTwins(table: string, column: string, after: string, deployment: Deployment): string[] {
  const declaration = `${column} ${columnTypes(table).get(column) ?? ""}`;
  return TWINS.flatMap((prefix) => addColumn(`${prefix}${table}`, declaration, after, deployment));
}

function created(tables: readonly TableDefinition[], deployment: Deployment): string[] {
  return tables.flatMap((table) => createTable(table, deployment));
}

const SCHEMA_MIGRATIONS: TableDefinition = {
  name: "schema_migrations",
  columns: ["name String", "applied_at DateTime64(3, 'UTC') DEFAULT now64(3)"],
  engine: "MergeTree",
  orderBy: "name",
  shardBy: "cityHash64(name)",
};

const RESOLVED_MEMBERS: TableDefinition = {
  name: "resolved_members",
  columns: [
    "run_id LowCardinality(String)",
    "network_id LowCardinality(String)",
    "account_id String",
    "membership LowCardinality(String)",
  ],
  engine: "MergeTree",
  partitionBy: "run_id",
  orderBy: "(account_id)",
  shardBy: "cityHash64(account_id)",
};

/** How many accounts share each identifier, as a run counted them: looked up for every identifier of an account. */
const SHARED_CROWDS: TableDefinition = {
  name: "shared_crowds",
  columns: ["run_id LowCardinality(String)", "kind LowCardinality(String)", "value String", "crowd UInt64"],
  engine: "MergeTree",
  partitionBy: "run_id",
  orderBy: "(kind, value)",
  rowsPerMark: 256,
  shardBy: "cityHash64(kind, value)",
};

/** All links between members of a run's networks, and the evidence rows that give them bits: a network is read as a whole. */
const NETWORK_GRAPHS: readonly TableDefinition[] = [
  {
    name: "network_links",
    columns: [
      "link UInt32",
      "account_a String",
      "account_b String",
      "bits Float64",
      "counter_bits Float64",
      "confirmed UInt8",
      "counted_families UInt8",
      "decided UInt8",
    ],
    orderBy: "(network_id, link)",
  },
  {
    name: "network_link_rows",
    columns: ["row UInt32", "link UInt32", "identifier UInt32", "bits Float64"],
    orderBy: "(network_id, row)",
  },
  {
    name: "network_identifiers",
    columns: ["identifier UInt32", "kind LowCardinality(String)", "value String", "family UInt8"],
    orderBy: "(network_id, identifier)",
  },
].map((table) => ({
  ...table,
  columns: ["run_id LowCardinality(String)", "network_id LowCardinality(String)", ...table.columns],
  engine: "MergeTree",
  partitionBy: "run_id",
  shardBy: "cityHash64(network_id)",
}));

const UNUSUAL_ROWS: TableDefinition = {
  name: "stage_unusual_rows",
  columns: ["import_id LowCardinality(String)", "source_row UInt64"],
  engine: "MergeTree",
  partitionBy: "import_id",
  orderBy: "source_row",
  shardBy: "cityHash64(source_row)",
};

const ROLL_UP_VIEWS = [
  "exchange_uses",
  "api_key_uses",
  "payment_uses",
  "observation_uses",
  "uses_reversed",
  "exchange_activity",
];

interface Migration {
  name: string;
  statements(deployment: Deployment): string[];
}

const MIGRATIONS: readonly Migration[] = [
  { name: "0001_imports_and_roll_ups", statements: (deployment) => created(twins(), deployment) },
  { name: "0002_resolved_members", statements: (deployment) => createTable(RESOLVED_MEMBERS, deployment) },
  {
    name: "0003_roll_ups_once_per_file",
    statements: (deployment) => ROLL_UP_VIEWS.map((view) => dropView(`stage_${view}`, deployment)),
  },
  {
    name: "0004_sealed_contacts_and_templates",
    statements: (deployment) => [
      ...["email_sealed", "phone_sealed"].flatMap((column) =>
        columnOfTwins("accounts", column, "phone_masked", deployment),
      ),
      ...created(twins(["prompt_templates"]), deployment),
    ],
  },
  {
    name: "0005_rows_of_exchanges",
    statements: (deployment) => [
      ...columnOfTwins("exchanges", "source_file", "request_id", deployment),
      ...columnOfTwins("exchanges", "source_row", "source_file", deployment),
      ...createTable(UNUSUAL_ROWS, deployment),
    ],
  },
  {
    name: "0007_epochs_mix_and_handovers",
    statements: (deployment) => [
      ...["identifier_uses", "identifier_users"].flatMap((table) =>
        columnOfTwins(table, "epochs", "count", deployment),
      ),
      ...created(twins(["mix_daily", "key_handovers"]), deployment),
    ],
  },
  { name: "0006_address_ranges", statements: (deployment) => created(ADDRESS_TABLES, deployment) },
  { name: "0008_shared_crowds", statements: (deployment) => createTable(SHARED_CROWDS, deployment) },
  { name: "0009_network_graphs", statements: (deployment) => created(NETWORK_GRAPHS, deployment) },
];

/** Every table there is. */
export function evidenceTables(): readonly TableDefinition[] {
  return [
    SCHEMA_MIGRATIONS,
    ...twins(),
    RESOLVED_MEMBERS,
    SHARED_CROWDS,
    ...NETWORK_GRAPHS,
    UNUSUAL_ROWS,
    ...ADDRESS_TABLES,
  ];
}

/** Every statement that makes the newest schema on a deployment, in order. */
export function schemaStatements(deployment: Deployment): string[] {
  return [
    ...createTable(SCHEMA_MIGRATIONS, deployment),
    ...MIGRATIONS.flatMap((migration) => migration.statements(deployment)),
  ];
}

/** Brings the evidence store to the newest schema. Safe to repeat; statements are idempotent. */
export async function migrateEvidence(client: ClickHouseClient): Promise<void> {
  const deployment = deploymentOf(client);
  for (const statement of createTable(SCHEMA_MIGRATIONS, deployment))
    await client.command({ query: statement });
  const done = new Set(
    (await queryRows(client, "SELECT name FROM schema_migrations", {}, z.object({ name: z.string() }))).map(
      (row) => row.name,
    ),
  );
  for (const migration of MIGRATIONS) {
    if (done.has(migration.name)) continue;
    for (const statement of migration.statements(deployment)) await client.command({ query: statement });
    await client.insert({
      table: SCHEMA_MIGRATIONS.name,
      columns: ["name"],
      values: [{ name: migration.name }],
      format: "JSONEachRow",
    });
  }
}
