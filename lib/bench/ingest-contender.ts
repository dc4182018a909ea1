import { readdirSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import { systemClock } from "@/lib/core/time";
import { CONTENDERS, peakRssMbOf, type Contender, type Measured } from "./ingest";

const ownPeakRssMb = (): number => process.resourceUsage().maxRSS / 1_024;

/** The product's own import: what `ringleader ingest` does. */
async function ringleader(folder: string, scratch: string): Promise<Measured> {
  const { openStores } = await import("@/lib/stores/connect");
  const { runImport } = await import("@/lib/services/imports/run");
  const stores = await openStores(scratch, { role: "command", pid: process.pid });
  try {
    const startedMs = performance.now();
    const summary = await runImport(
      stores,
      { source: folder, preset: "bundle", dryRun: false, actorId: "bench", actorName: "bench" },
      systemClock,
    );
    const seconds = (performance.now() - startedMs) / 1_000;
    const host = stores.lease?.owner.pid;
    const hostMb = host === undefined ? undefined : peakRssMbOf(host);
    return { rows: summary.rows, seconds, peakRssMb: ownPeakRssMb() + (hostMb ?? 0) };
  } finally {
    await stores.close();
  }
}

const COLUMNS = {
  ts: "DateTime64(3, 'UTC')",
  account_id: "String",
  api_key_id: "String",
  ip: "String",
  model: "LowCardinality(String)",
  input_tokens: "UInt32",
  output_tokens: "UInt32",
  status: "LowCardinality(String)",
  user_agent: "LowCardinality(String)",
  tls_fingerprint: "LowCardinality(String)",
  client_profile: "LowCardinality(String)",
  template_id: "LowCardinality(String)",
  capability: "LowCardinality(String)",
  max_tokens: "UInt32",
  temperature: "Float32",
  request_id: "String",
};

/** The engine alone: one INSERT … SELECT of all files into a table in the product's order. */
async function chdb(folder: string, scratch: string): Promise<Measured> {
  const { Session } = await import("chdb");
  const session = new Session(scratch);
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await session.queryAsync(
    `CREATE TABLE bare (${columns.join(", ")}) ENGINE = MergeTree ORDER BY (account_id, ts)`,
  );
  const names = Object.keys(COLUMNS);
  const startedMs = performance.now();
  await session.queryAsync(
    `INSERT INTO bare SELECT ${names.map((name) => `assumeNotNull(${name})`).join(", ")} FROM file('${path.join(folder, "*.parquet")}', Parquet)`,
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const counted = await session.queryAsync("SELECT count() FROM bare", { format: "TabSeparated" });
  const rows = Number(new TextDecoder().decode(counted.bytes()));
  session.close();
  return { rows, seconds, peakRssMb: ownPeakRssMb() };
}

/** DuckDB grouping by account and address, the smallest roll-up that could be called one. */
async function duckdb(folder: string): Promise<Measured> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const files = readdirSync(folder).map((name) => `'${path.join(folder, name)}'`);
  const startedMs = performance.now();
  await connection.run(
    `CREATE TABLE uses AS SELECT account_id, ip, count(*) AS used, min(ts) AS first_seen, max(ts) AS last_seen FROM read_parquet([${files.join(", ")}]) GROUP BY account_id, ip`,
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const answer = await connection.runAndReadAll("SELECT sum(used)::DOUBLE FROM uses");
  return { rows: Number(answer.getRows()[0]?.[0]), seconds, peakRssMb: ownPeakRssMb() };
}

const RUN: Record<Contender, (folder: string, scratch: string) => Promise<Measured>> = {
  ringleader,
  chdb,
  duckdb,
};

const [contender, folder, scratch] = z
  .tuple([z.enum(CONTENDERS), z.string(), z.string()])
  .parse(process.argv.slice(2));
const measured = await RUN[contender](folder, scratch);
process.send?.(measured, () => process.exit(0));
