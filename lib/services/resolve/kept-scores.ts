import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { desc, eq } from "drizzle-orm";
import { canonicalJson } from "@/lib/core/canonical-json";
import { resolveRun } from "@/drizzle/schema";
import {
  DEFAULT_PARAMETERS,
  type EngineInput,
  isKeptScores,
  type KeptScores,
  METHOD,
  parametersFor,
  type Yardstick,
} from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { isEngineModel } from "@/lib/services/explain/pair";

/** By so much the records may differ from those the gaps were measured on before they are measured anew. */
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
    if (!hashOf(content).equals(bytes.subarray(0, HASH_BYTES))) return undefined;
    const kept: unknown = deserialize(content);
    return isKeptScores(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces what was kept; where the disk has no room for it nothing is kept. */
export async function writeKeptScores(stores: Stores, runId: string, kept: KeptScores): Promise<void> {
  const file = fileOf(stores);
  const unfinished = `${file}.${runId}`;
  try {
    const content = serialize(kept);
    await writeFile(unfinished, Buffer.concat([hashOf(content), content]), { mode: 0o600 });
    await rename(unfinished, file);
  } catch {
    await dropKeptScores(stores);
  }
}

/** Forgets it, and what was left half written: it names accounts, which must not outlive their records. */
export async function dropKeptScores(stores: Stores): Promise<void> {
  const file = fileOf(stores);
  for (const name of await readdir(path.dirname(file)))
    if (name.startsWith(path.basename(file))) await rm(path.join(path.dirname(file), name), { force: true });
}

/**
 * Keeps something of a run unless records it has read are gone. Whoever removes records marks the run and
 * then drops what is kept: a mark that comes while this writes is seen after it, a later one is followed by a drop.
 */
export async function keepWhileFresh(
  stores: Stores,
  runId: string,
  keep: () => Promise<void>,
): Promise<void> {
  const isFresh = async (): Promise<boolean> => {
    const [row] = await stores.casebook
      .select({ staleSince: resolveRun.staleSince })
      .from(resolveRun)
      .where(eq(resolveRun.id, runId));
    return row !== undefined && row.staleSince === null;
  };
  // A casebook that does not answer cannot say that they are there.
  if (!(await isFresh().catch(() => false))) return;
  await keep();
  if (!(await isFresh().catch(() => false))) await dropKeptScores(stores);
}

/**
 * Gap tables of the newest complete run, where method and parameters are the same and the records have hardly
 * grown: so a pair about which nothing new came in keeps its bits to the last digit.
 */
export async function newestYardstick(stores: Stores, input: EngineInput): Promise<Yardstick | undefined> {
  const [row] = await stores.casebook
    .select({ model: resolveRun.model })
    .from(resolveRun)
    .where(eq(resolveRun.status, "complete"))
    .orderBy(desc(resolveRun.startedAt))
    .limit(1);
  if (row === undefined || !isEngineModel(row.model)) return undefined;
  const { version, parameters, families, createdGaps, gaps, measuredOn } = row.model;
  const near = (before: number, now: number): boolean => Math.abs(now - before) <= GROWTH_MAX * before;
  return version.startsWith(`${METHOD}.`) &&
    canonicalJson(parameters) === canonicalJson(parametersFor(DEFAULT_PARAMETERS, families)) &&
    near(measuredOn.accounts, input.accountIds.length) &&
    near(measuredOn.observations, input.useAccount.length)
    ? { createdGaps, gaps, measuredOn }
    : undefined;
}
