import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { createClient, type ClickHouseClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPreset } from "@/lib/ingest/presets";
import { dropImport, publishImport } from "@/lib/ingest/publish";
import { stageImport } from "@/lib/ingest/run";
import { removeFolders } from "@/lib/ingest/testing/bundle";
import { temporaryEvidence } from "@/lib/ingest/testing/evidence";
import { projectRoot } from "@/lib/stores/root";
import { evidenceTables, migrateEvidence } from "./migrate";
import { countPastKeeping, pastByTime, removePastKeeping } from "./past-keeping";
import * as addresses from "./reads/addresses";
import { importsWithRows } from "./reads/import-rows";
import * as networkFacts from "./reads/network-facts";
import { writeNetworkGraphs } from "./reads/network-graph";
import { CAMPAIGN_ACCOUNTS, CAMPAIGN_OPERATED, campaignFolder } from "./testing/campaign";
import { DATA_VERSION, EVERY_READ, IMPORT_ID, LOAD_ID, RUN_ID, WRITES } from "./testing/every-read";
import { SMALL_GRAPH } from "./testing/small-graph";
import { openTwoShards } from "./testing/two-shards";

/** Where a statement's text says the same whatever its ids. */
function shapeOf(sql: string): string {
  return sql
    .replaceAll(/'[^']*'/g, "'…'")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function noting(client: ClickHouseClient, shapes: Set<string>): ClickHouseClient {
  return new Proxy(client, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...given: unknown[]): unknown => {
        const [first] = given;
        if (typeof first === "object" && first !== null) {
          if ("query" in first) shapes.add(shapeOf(String(first.query)));
          else if ("table" in first) shapes.add(`insert into ${String(first.table)}`);
        }
        return Reflect.apply(member, target, given);
      };
    },
  });
}

const LIMITS = {
  cutMs: Date.UTC(2026, 3, 25),
  oldImports: ["imp_gone"],
  held: CAMPAIGN_ACCOUNTS.slice(0, 5),
};
const OLD_EXCHANGES = { table: "exchanges", past: pastByTime("ts"), accounts: ["account_id"] };
const OLD_NAMES = {
  table: "accounts",
  past: pastByTime("created_at"),
  accounts: ["account_id"],
  cleared: ["display_name"],
};

interface Walk {
  answers: Record<string, unknown>;
  shapes: Set<string>;
  left: string[];
}

/** Does to a store what the product does: import, roll up, publish, resolve, read everything, keep, undo. */
async function walk(plain: ClickHouseClient, format: "csv" | "parquet"): Promise<Walk> {
  const shapes = new Set<string>();
  const client = noting(plain, shapes);
  const answers: Record<string, unknown> = {};
  const source = {
    importId: IMPORT_ID,
    source: campaignFolder(format),
    preset: findPreset("bundle"),
    client,
    phoneKey: "a key of this installation",
    knownFiles: new Map(),
    dryRun: false,
    rejectFile: null,
  };
  const staged = await stageImport(source);
  answers["staged"] = [staged.rows, staged.rejected];
  await publishImport(client, IMPORT_ID);
  // As after a death between the two: everything is staged once more, and comes in once.
  await stageImport(source);
  await publishImport(client, IMPORT_ID);
  await client.insert({
    table: "accounts",
    values: CAMPAIGN_OPERATED.map((account_id, number) => ({
      import_id: `${IMPORT_ID}/sealed`,
      account_id,
      email_sealed: `old:${number}`,
    })),
    format: "JSONEachRow",
  });
  await networkFacts.writeResolvedMembers(client, "run_0", [
    { networkId: "network_0", accountId: CAMPAIGN_ACCOUNTS[50] ?? "", membership: "core" },
  ]);
  await networkFacts.writeResolvedMembers(
    client,
    RUN_ID,
    CAMPAIGN_OPERATED.map((accountId, number) => ({
      networkId: number < 20 ? "network_1" : "network_2",
      accountId,
      membership: "core",
    })),
  );
  await writeNetworkGraphs(client, RUN_ID, [{ networkId: "network_1", graph: () => SMALL_GRAPH }]);
  await networkFacts.dropOtherRuns(client, RUN_ID);
  if (format === "parquet") {
    await addresses.insertAddressRanges(
      client,
      LOAD_ID,
      "asn",
      Readable.from(["240.1.0.0,240.1.255.255,64510,Invented Transit\n"], { objectMode: false }),
    );
    await addresses.insertAddressRanges(
      client,
      LOAD_ID,
      "country",
      Readable.from(["240.0.0.0,240.255.255.255,ZZ\n"], { objectMode: false }),
    );
    await addresses.finishAddressLoad(client, LOAD_ID, DATA_VERSION);
  }
  for (const [file, reads] of Object.entries(EVERY_READ))
    for (const [name, read] of Object.entries(reads)) answers[`${file}.${name}`] = await read(client);
  for (const rows of [OLD_EXCHANGES, OLD_NAMES]) {
    answers[`past keeping in ${rows.table}`] = await countPastKeeping(client, rows, LIMITS);
    await removePastKeeping(client, rows, LIMITS);
    answers[`past keeping in ${rows.table}, after`] = await countPastKeeping(client, rows, LIMITS);
  }
  await publishImport(client, IMPORT_ID);
  await networkFacts.dropRun(client, RUN_ID);
  await addresses.dropAddressLoad(client, LOAD_ID);
  await dropImport(client, IMPORT_ID);
  const left = [...(await importsWithRows(client))];
  return { answers, shapes, left };
}

/** The client of the engine in process; its package was made for another copy of the client's types. */
function inProcessClient(folder: string): ClickHouseClient {
  return Reflect.apply(createClient, undefined, [{ connection: createChdbConnection({ path: folder }) }]);
}

const overHttp: Partial<Record<"csv" | "parquet", Walk>> = {};
const onTwoShards: Partial<Record<"csv" | "parquet", Walk>> = {};
let inProcess: Walk;

beforeAll(async () => {
  const embedded = await temporaryEvidence();
  overHttp.csv = await walk(embedded.client, "csv");
  overHttp.parquet = await walk(embedded.client, "parquet");
  await embedded.close();

  const folder = mkdtempSync(path.join(tmpdir(), "ringleader-in-process-"));
  const direct = inProcessClient(folder);
  await migrateEvidence(direct);
  inProcess = await walk(direct, "csv");
  await direct.close();
  rmSync(folder, { recursive: true, force: true });

  const shards = await openTwoShards();
  onTwoShards.csv = await walk(shards.client, "csv");
  onTwoShards.parquet = await walk(shards.client, "parquet");
  await shards.close();
}, 300_000);
afterAll(() => removeFolders());

test("every function that reads or writes the store is walked through", async () => {
  const folder = path.join(projectRoot(), "lib/stores/evidence/reads");
  const exported: Record<string, string[]> = {};
  for (const file of readdirSync(folder)) {
    const name = file.replace(/\.ts$/, "");
    const found: Record<string, unknown> = await import(/* @vite-ignore */ path.join(folder, file));
    exported[name] = Object.keys(found)
      .filter((key) => typeof found[key] === "function" && !WRITES.has(key))
      .sort();
  }
  expect(exported).toEqual(
    Object.fromEntries(Object.entries(EVERY_READ).map(([file, reads]) => [file, Object.keys(reads).sort()])),
  );
});

test("the answers say something: none is empty but where nothing can be", () => {
  const empty = Object.entries(overHttp.parquet?.answers ?? {}).filter(
    ([, answer]) => answer === undefined || (Array.isArray(answer) && answer.length === 0),
  );
  expect(empty).toEqual([]);
});

test("statements over HTTP and in process are the same and get the same answers", () => {
  expect(inProcess.answers).toEqual(overHttp.csv?.answers);
  expect([...inProcess.shapes].sort()).toEqual([...(overHttp.csv?.shapes ?? [])].sort());
});

test.each(["csv", "parquet"] as const)(
  "a store spread over two shards, filled from %s, answers as one engine does",
  (format) => {
    expect(onTwoShards[format]?.answers).toEqual(overHttp[format]?.answers);
  },
);

test("an undone import leaves nothing, wherever it was", () => {
  for (const done of [overHttp.csv, overHttp.parquet, inProcess, onTwoShards.csv, onTwoShards.parquet])
    expect(done?.left).toEqual([]);
});

test("every table is read or written on the way", () => {
  const all = [...(overHttp.csv?.shapes ?? []), ...(overHttp.parquet?.shapes ?? [])].join("\n");
  const untouched = evidenceTables()
    .map((table) => table.name)
    .filter((name) => name !== "schema_migrations" && !new RegExp(`\\b${name}\\b`).test(all));
  expect(untouched).toEqual([]);
});
