import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { importRun } from "@/drizzle/schema";
import { seededRng } from "@/lib/core/rng";
import { writeParquetBundle } from "@/lib/cli/parquet/write-parquet-bundle";
import { ended, isAlive, scratchFolder } from "@/lib/services/testing/stores";
import { openStores, type Stores } from "@/lib/stores/connect";
import { openDataDir } from "@/lib/stores/data-dir";
import { askOwner } from "@/lib/stores/embedded/host";
import { queryRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";
import { projectRoot } from "@/lib/stores/root";

/** Times the process is killed; RINGLEADER_KILLS asks for more than the everyday run has time for. */
const KILLS = Number(process.env["RINGLEADER_KILLS"] ?? "4");
const EXCHANGES = 900_000;
const LIFE_MS = { min: 1_000, max: 7_000 };

const scratch: string[] = [];
afterAll(() => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

function folder(name: string): string {
  const made = scratchFolder(name);
  scratch.push(made);
  return made;
}

const MEASURES = {
  exchanges: "count()",
  accounts: "count()",
  observations: "count()",
  identifier_uses: "sum(count)",
  identifier_users: "sum(count)",
  activity_hourly: "sum(exchanges)",
  mix_daily: "sum(exchanges)",
  key_handovers: "sum(count)",
};

/** What readers see, table by table, and how many different rows of exchanges that is. */
async function visible(stores: Stores): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const [table, measure] of Object.entries({ ...MEASURES, different: "uniqExact(request_id)" })) {
    const from = table === "different" ? "exchanges" : table;
    const [row] = await queryRows(
      stores.evidence,
      `SELECT ${measure} AS size FROM ${from}`,
      {},
      z.object({ size: countSchema }),
    );
    seen[table] = row?.size ?? 0;
  }
  return seen;
}

function startIngest(source: string, dataDir: string) {
  const { CLICKHOUSE_URL: _clickhouse, DATABASE_URL: _database, ...env } = process.env;
  return spawn(process.execPath, ["lib/cli/bin.mjs", "ingest", source, "--data-dir", dataDir], {
    cwd: projectRoot(),
    env,
    stdio: "ignore",
  });
}

async function ingest(source: string, dataDir: string): Promise<number | null> {
  const child = startIngest(source, dataDir);
  const [code] = await once(child, "exit");
  return z.number().nullable().parse(code);
}

/** Kills the import after a while, with the host of its stores every other time. */
async function ingestAndKill(
  source: string,
  dataDir: string,
  lifeMs: number,
  host: boolean,
): Promise<boolean> {
  const child = startIngest(source, dataDir);
  const life = new AbortController();
  const gone = once(child, "exit").finally(() => life.abort());
  await pause(lifeMs, undefined, { signal: life.signal }).catch(() => undefined);
  if (child.exitCode !== null) return false;
  const owner = host ? await askOwner(openDataDir(dataDir)).catch(() => undefined) : undefined;
  child.kill("SIGKILL");
  if (owner !== undefined && isAlive(owner.pid)) process.kill(owner.pid, "SIGKILL");
  await gone;
  if (owner !== undefined) await ended(owner.pid);
  return true;
}

async function withDir<T>(dataDir: string, work: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await openStores(dataDir, { role: "command", pid: process.pid });
  const host = stores.lease?.owner.pid;
  try {
    return await work(stores);
  } finally {
    await stores.close();
    if (host !== undefined) await ended(host);
  }
}

test(`an import killed ${KILLS} times on its way ends with every row once, and nobody saw a part of it`, async () => {
  const source = path.join(folder("killed-bundle"), "bundle");
  await writeParquetBundle(
    source,
    { operatorAccounts: 600, honestAccounts: 20_000, exchanges: EXCHANGES },
    2,
    () => undefined,
    300_000,
  );
  const whole = path.join(folder("killed-whole"), "data");
  expect(await ingest(source, whole)).toBe(0);
  const expected = await withDir(whole, visible);
  expect(expected["exchanges"]).toBe(EXCHANGES);

  const dataDir = path.join(folder("killed-data"), "data");
  const random = seededRng("killed imports");
  let killed = 0;
  while (killed < KILLS) {
    const lifeMs = LIFE_MS.min + random.next() * (LIFE_MS.max - LIFE_MS.min);
    if (!(await ingestAndKill(source, dataDir, lifeMs, killed % 2 === 1))) {
      // It came to its end before it was killed: the next one begins anew.
      expect(await withDir(dataDir, visible)).toEqual(expected);
      rmSync(dataDir, { recursive: true, force: true });
      continue;
    }
    killed += 1;
    const seen = await withDir(dataDir, async (stores) => {
      const runs = await stores.casebook.select().from(importRun);
      expect(runs.length).toBeLessThanOrEqual(1);
      return runs[0]?.status === "publishing" || runs[0]?.status === "complete"
        ? undefined
        : await visible(stores);
    });
    if (seen !== undefined) expect(Object.values(seen).every((size) => size === 0)).toBe(true);
  }
  expect(await ingest(source, dataDir)).toBe(0);
  expect(await withDir(dataDir, visible)).toEqual(expected);
  await withDir(dataDir, async (stores) => {
    const runs = await stores.casebook.select().from(importRun);
    expect(runs.map((run) => run.status)).toEqual(["complete"]);
  });
}, 600_000);
