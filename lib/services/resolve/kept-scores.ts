import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { desc, eq } from "drizzle-orm";
import { canonicalJson } from "@/lib/core/canonical-json";
import { resolveRun } from "@/drizzle/schema";
import {
  DEFAULT_PARAMETERS,
  type EngineInput,
  type KeptScores,
  METHOD,
  parametersFor,
  type Yardstick,
} from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { isEngineModel } from "@/lib/services/explain/pair";

/** By so much the records may grow or shrink before gaps are measured anew. */
const GROWTH_MAX = 0.05;
const HASH_BYTES = 32;

const fileOf = ({ dir }: Stores): string => path.join(dir.path, "kept-scores.bin");
const hashOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/**
 * What the last run on this machine left to start from: a copy of numbers that can be made again, so that a
 * missing or damaged one only costs time.
 */
export async function readKeptScores(stores: Stores): Promise<KeptScores | undefined> {
  try {
    const bytes = await readFile(fileOf(stores));
    const content = bytes.subarray(HASH_BYTES);
    return hashOf(content).equals(bytes.subarray(0, HASH_BYTES))
      ? (deserialize(content) as KeptScores)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces what was kept; where the disk has no room for it nothing is kept. */
export async function writeKeptScores(stores: Stores, kept: KeptScores): Promise<void> {
  const file = fileOf(stores);
  const unfinished = `${file}.${process.pid}`;
  try {
    const content = serialize(kept);
    await writeFile(unfinished, Buffer.concat([hashOf(content), content]), { mode: 0o600 });
    await rename(unfinished, file);
  } catch {
    await rm(unfinished, { force: true });
    await dropKeptScores(stores);
  }
}

/** Forgets it: it names accounts, which must not outlive their records. */
export async function dropKeptScores(stores: Stores): Promise<void> {
  await rm(fileOf(stores), { force: true });
}

/**
 * Gap tables of the newest complete run, where method and parameters are the same and the records have hardly
 * grown: so a pair about which nothing new came in keeps its bits to the last digit.
 */
export async function newestYardstick(stores: Stores, input: EngineInput): Promise<Yardstick | undefined> {
  const [row] = await stores.casebook
    .select({ model: resolveRun.model, accounts: resolveRun.accounts, observations: resolveRun.observations })
    .from(resolveRun)
    .where(eq(resolveRun.status, "complete"))
    .orderBy(desc(resolveRun.startedAt))
    .limit(1);
  if (row === undefined || !isEngineModel(row.model)) return undefined;
  const near = (before: number, now: number): boolean => Math.abs(now - before) <= GROWTH_MAX * before;
  return row.model.version.startsWith(`${METHOD}.`) &&
    canonicalJson(row.model.parameters) ===
      canonicalJson(parametersFor(DEFAULT_PARAMETERS, row.model.families)) &&
    near(row.accounts, input.accountIds.length) &&
    near(row.observations, input.useAccount.length)
    ? { createdGaps: row.model.createdGaps, gaps: row.model.gaps }
    : undefined;
}
