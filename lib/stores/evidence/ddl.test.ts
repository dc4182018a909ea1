import type { ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryEvidence, type TemporaryEvidence } from "@/lib/ingest/testing/evidence";
import type { Cluster } from "./cluster/deployment";
import { clusterStatement } from "./cluster/statement";
import { evidenceTables, schemaStatements } from "./migrate";
import { TABLES } from "./tables";

const CLUSTER: Cluster = { name: "ringleader", database: "evidence" };

let evidence: TemporaryEvidence;
beforeAll(async () => {
  evidence = await temporaryEvidence();
});
afterAll(async () => evidence.close());

async function parse(client: ClickHouseClient, statement: string): Promise<string> {
  const result = await client.query({ query: `EXPLAIN AST ${statement}`, format: "TabSeparatedRaw" });
  return await result.text();
}

interface Created {
  name: string;
  columns: string;
  engine: string;
  partitionBy: string;
  orderBy: string;
  settings: string;
  distributed: string[];
}

const CREATE =
  /^CREATE TABLE IF NOT EXISTS (\S+) ON CLUSTER 'ringleader' \(([\s\S]*)\)\nENGINE = (\w+)(?:\(([^\n]*)\))?(?: PARTITION BY (\w+))?(?: ORDER BY (.*?))?(?: SETTINGS (.*))?$/;

function created(): Map<string, Created> {
  const tables = new Map<string, Created>();
  for (const statement of schemaStatements(CLUSTER)) {
    const found = CREATE.exec(statement);
    if (found === null) continue;
    const [
      ,
      name = "",
      columns = "",
      engine = "",
      given = "",
      partitionBy = "",
      orderBy = "",
      settings = "",
    ] = found;
    const distributed = given.split(/,\s(?=[^)]*(?:\(|$))/);
    tables.set(name, { name, columns, engine, partitionBy, orderBy, settings, distributed });
  }
  return tables;
}

describe("the cluster's schema", () => {
  test("every statement is one the engine can parse", async () => {
    const statements = schemaStatements(CLUSTER);
    expect(statements.length).toBeGreaterThan(60);
    for (const statement of statements) expect(await parse(evidence.client, statement)).not.toBe("");
  });

  test("every statement is for all servers of the cluster", () => {
    expect(
      schemaStatements(CLUSTER).filter((statement) => !statement.includes(" ON CLUSTER 'ringleader'")),
    ).toEqual([]);
  });

  test("every table is a replicated one of each shard's own rows, with one over all shards by its key", () => {
    const tables = created();
    const names = evidenceTables().map((table) => table.name);
    expect([...tables.keys()].sort()).toEqual(
      names.flatMap((name) => [`evidence.${name}`, `evidence.${name}_local`]).sort(),
    );
    for (const table of evidenceTables()) {
      const all = tables.get(`evidence.${table.name}`);
      const local = tables.get(`evidence.${table.name}_local`);
      expect(local?.engine).toBe(`Replicated${table.engine}`);
      expect(local?.settings).toContain("replicated_deduplication_window = 0");
      expect(all?.engine).toBe("Distributed");
      expect(all?.columns).toBe(local?.columns);
      expect(all?.distributed).toEqual([
        "'ringleader'",
        "'evidence'",
        `'${table.name}_local'`,
        table.shardBy,
      ]);
    }
  });

  test("what is staged and what is published have the same shape, so that partitions move between them, shard by shard", () => {
    const tables = created();
    for (const { name } of TABLES) {
      for (const part of ["", "_local"]) {
        const { name: _, distributed, ...published } = tables.get(`evidence.${name}${part}`) ?? { name };
        const {
          name: __,
          distributed: stageOver,
          ...staged
        } = tables.get(`evidence.stage_${name}${part}`) ?? { name };
        expect(staged).toEqual(published);
        expect(stageOver?.at(-1)).toEqual(distributed?.at(-1));
      }
      expect(tables.get(`evidence.${name}_local`)?.partitionBy).toBe("import_id");
    }
  });

  test("what one account did lies together, and so do all accounts of one identifier", () => {
    const keys = new Map(TABLES.map((table) => [table.name, table.shardBy]));
    for (const table of [
      "accounts",
      "exchanges",
      "identifier_uses",
      "activity_hourly",
      "mix_daily",
      "api_keys",
    ])
      expect(keys.get(table)).toBe("cityHash64(account_id)");
    expect(keys.get("identifier_users")).toBe("cityHash64(kind, value)");
  });

  test("a shard key is a column of its table", () => {
    for (const table of evidenceTables())
      for (const name of /\((.*)\)/.exec(table.shardBy)?.[1]?.split(", ") ?? [""])
        expect(table.columns.map((column) => column.split(" ")[0])).toContain(name);
  });
});

describe("the schema of one engine", () => {
  test("has no trace of a cluster, and is what the store has", async () => {
    const statements = schemaStatements(null);
    expect(
      statements.filter((statement) => /CLUSTER|Replicated|Distributed|_local\b/.test(statement)),
    ).toEqual([]);
    expect(
      await evidence.lines("SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name"),
    ).toEqual(
      evidenceTables()
        .map((table) => table.name)
        .sort(),
    );
  });
});

describe("a statement on a cluster", () => {
  test.each([
    [
      "ALTER TABLE stage_accounts MOVE PARTITION 'imp/0' TO TABLE accounts",
      "ALTER TABLE evidence.stage_accounts_local ON CLUSTER 'ringleader' MOVE PARTITION 'imp/0' TO TABLE evidence.accounts_local",
    ],
    [
      "ALTER TABLE accounts ATTACH PARTITION 'imp/0' FROM stage_accounts",
      "ALTER TABLE evidence.accounts_local ON CLUSTER 'ringleader' ATTACH PARTITION 'imp/0' FROM evidence.stage_accounts_local",
    ],
    [
      "ALTER TABLE resolved_members DROP PARTITION 'run'",
      "ALTER TABLE evidence.resolved_members_local ON CLUSTER 'ringleader' DROP PARTITION 'run'",
    ],
    [
      "DELETE FROM stage_exchanges WHERE import_id = {partition:String}",
      "DELETE FROM evidence.stage_exchanges_local ON CLUSTER 'ringleader' WHERE import_id = {partition:String}",
    ],
    ["SELECT 1 FROM accounts", "SELECT 1 FROM accounts"],
    ["INSERT INTO stage_x SELECT 1 FROM stage_y", "INSERT INTO stage_x SELECT 1 FROM stage_y"],
  ])("%s", async (given, wanted) => {
    expect(clusterStatement(given, CLUSTER)).toBe(wanted);
    expect(await parse(evidence.client, wanted.replaceAll(/\{\w+:String\}/g, "'x'"))).not.toBe("");
  });

  test("for which there is no rule is refused, never sent to one server only", () => {
    for (const statement of [
      "TRUNCATE TABLE accounts",
      "DROP TABLE accounts",
      "OPTIMIZE TABLE accounts FINAL",
    ])
      expect(() => clusterStatement(statement, CLUSTER)).toThrow(/no rule/);
  });

  test("sees the parts of all replicas under the product's names", async () => {
    const statement = clusterStatement(
      "SELECT DISTINCT partition FROM system.parts WHERE table = 'accounts'",
      CLUSTER,
    );
    expect(statement).toContain("clusterAllReplicas('ringleader', system.parts)");
    expect(await parse(evidence.client, statement)).not.toBe("");
  });
});
