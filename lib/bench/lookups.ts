import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { newId } from "@/lib/core/ids";
import { randomInt, type Rng, seededRng } from "@/lib/core/rng";
import { systemClock } from "@/lib/core/time";
import type { Identifier } from "@/lib/domain/identifier";
import { writeBundle } from "@/lib/cli/write-bundle";
import { runImport } from "@/lib/services/imports/run";
import { runResolve } from "@/lib/services/resolve/run";
import { openStores, type Stores } from "@/lib/stores/connect";
import { queryRows } from "@/lib/stores/evidence/query";
import { readIdentifiersOf, readUsersOf } from "@/lib/stores/evidence/reads/identifiers";
import { countSchema } from "@/lib/stores/evidence/schema";
import { synthFiles } from "@/lib/synth/synth-files";

/** As many as an account's and an identifier's page show. */
const ROWS_SHOWN = 200;
const KEYS = 4_000;
/** Largest crowds of all; each identifier is asked for as often as all of them together, or one as anybody uses. */
const SUPERNODES = 200;
const LIMIT_MS = 50;

export interface LookupsBench {
  accounts: number;
  observations: number;
  askers: number;
  lookups: number;
  /** Account to identifiers. */
  account_p50_ms: number;
  account_p95_ms: number;
  account_p99_ms: number;
  /** Identifier to accounts, one in five of the largest crowds. */
  identifier_p50_ms: number;
  identifier_p95_ms: number;
  identifier_p99_ms: number;
  largest_crowd: number;
  /** Of this process and, where the stores are embedded, their host. */
  peak_rss_mb: number;
  limit_ms: number;
}

export interface LookupsBenchOptions {
  /** Size of the store that is made where no data directory is given; one account in forty is an operator's. */
  accounts: number;
  /** An installation with records, left as it is. */
  dataDir?: string | undefined;
  askers: number;
  lookups: number;
  seed: string;
}

async function filledStores(accounts: number, folder: string): Promise<Stores> {
  const stores = await openStores(path.join(folder, "data"), { role: "command", pid: process.pid });
  const operatorAccounts = Math.max(1, Math.round(accounts / 40));
  const bundle = path.join(folder, "bundle");
  await writeBundle(
    bundle,
    synthFiles({ operatorAccounts, honestAccounts: accounts - operatorAccounts, exchanges: accounts * 20 }),
    false,
    () => undefined,
  );
  await runImport(
    stores,
    { source: bundle, preset: "bundle", dryRun: false, actorId: "bench", actorName: "Bench" },
    systemClock,
  );
  await runResolve(stores, "bench", systemClock, () => undefined);
  return stores;
}

const identifierRow = z.object({ kind: z.string(), value: z.string(), crowd: countSchema });

interface Keys {
  accounts: string[];
  identifiers: Identifier[];
  supernodes: Identifier[];
  largestCrowd: number;
}

async function drawKeys(stores: Stores, seed: string): Promise<Keys> {
  const accounts = await queryRows(
    stores.evidence,
    "SELECT DISTINCT account_id AS accountId FROM accounts ORDER BY cityHash64(account_id, {seed:String}) LIMIT {limit:UInt32}",
    { seed, limit: KEYS },
    z.object({ accountId: z.string() }),
  );
  const identifiers = await queryRows(
    stores.evidence,
    "SELECT kind, value, 0 AS crowd FROM identifier_users ORDER BY cityHash64(kind, value, account_id, {seed:String}) LIMIT {limit:UInt32}",
    { seed, limit: KEYS },
    identifierRow,
  );
  const supernodes = await queryRows(
    stores.evidence,
    "SELECT kind, value, uniqExact(account_id) AS crowd FROM identifier_users GROUP BY kind, value ORDER BY crowd DESC LIMIT {limit:UInt32}",
    { limit: SUPERNODES },
    identifierRow,
  );
  return {
    accounts: accounts.map((row) => row.accountId),
    identifiers,
    supernodes,
    largestCrowd: supernodes[0]?.crowd ?? 0,
  };
}

function pickFrom<T>(rng: Rng, items: readonly T[]): T {
  const item = items[randomInt(rng, items.length)];
  if (item === undefined) throw new Error("the store has no records to look up");
  return item;
}

function percentile(sorted: readonly number[], share: number): number {
  const at = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
  return Number((sorted[Math.max(0, at)] ?? 0).toFixed(2));
}

function peakRssMb(stores: Stores): number {
  const own = process.resourceUsage().maxRSS / 1024;
  const host = stores.lease?.owner.pid;
  if (host === undefined || process.platform !== "linux") return Math.round(own);
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${host}/status`, "utf8"));
  return Math.round(own + Number(line?.[1] ?? 0) / 1024);
}

/** Askers at once, each in turn account → identifiers and identifier → accounts, by the reads the desk uses. */
async function ask(
  stores: Stores,
  keys: Keys,
  { askers, lookups, seed }: LookupsBenchOptions,
): Promise<{ accountMs: number[]; identifierMs: number[] }> {
  const accountMs: number[] = [];
  const identifierMs: number[] = [];
  let left = lookups;
  const asker = async (index: number): Promise<void> => {
    const rng = seededRng(`${seed}/${index}`);
    for (let turn = index; left > 0; turn++) {
      left -= 1;
      const begun = performance.now();
      if (turn % 2 === 0) {
        await readIdentifiersOf(stores.evidence, pickFrom(rng, keys.accounts), undefined, ROWS_SHOWN);
        accountMs.push(performance.now() - begun);
      } else {
        const pool = randomInt(rng, 5) === 0 ? keys.supernodes : keys.identifiers;
        await readUsersOf(stores.evidence, pickFrom(rng, pool), "", ROWS_SHOWN);
        identifierMs.push(performance.now() - begun);
      }
    }
  };
  await Promise.all(Array.from({ length: askers }, async (_, index) => asker(index)));
  return { accountMs: accountMs.sort((x, y) => x - y), identifierMs: identifierMs.sort((x, y) => x - y) };
}

/** Makes or opens a store and measures point look-ups in both directions, nothing warmed up before. */
export async function runLookupsBench(options: LookupsBenchOptions): Promise<LookupsBench> {
  const folder = path.join(tmpdir(), newId("lookups"));
  const stores =
    options.dataDir === undefined
      ? await filledStores(options.accounts, folder)
      : await openStores(options.dataDir, { role: "command", pid: process.pid });
  try {
    const [size] = await queryRows(
      stores.evidence,
      "SELECT (SELECT uniqExact(account_id) FROM accounts) AS accounts, (SELECT count() FROM identifier_users) AS observations",
      {},
      z.object({ accounts: countSchema, observations: countSchema }),
    );
    const keys = await drawKeys(stores, options.seed);
    const { accountMs, identifierMs } = await ask(stores, keys, options);
    return {
      accounts: size?.accounts ?? 0,
      observations: size?.observations ?? 0,
      askers: options.askers,
      lookups: accountMs.length + identifierMs.length,
      account_p50_ms: percentile(accountMs, 0.5),
      account_p95_ms: percentile(accountMs, 0.95),
      account_p99_ms: percentile(accountMs, 0.99),
      identifier_p50_ms: percentile(identifierMs, 0.5),
      identifier_p95_ms: percentile(identifierMs, 0.95),
      identifier_p99_ms: percentile(identifierMs, 0.99),
      largest_crowd: keys.largestCrowd,
      peak_rss_mb: peakRssMb(stores),
      limit_ms: LIMIT_MS,
    };
  } finally {
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  }
}
