import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { systemClock, type Clock } from "@/lib/core/time";
import type { ImportFileSummary, ImportProgress, ImportSummary } from "@/lib/domain/import";
import { findBundle, type BundleFile } from "./bundle";
import { findPreset } from "./presets";
import { checkImportId, dropStaged, partitionOf } from "./publish";
import { RejectedFile } from "./rejected-file";
import { RejectLog } from "./reject-log";
import { rollUpFile } from "./roll-up";
import { stageFile } from "./stage-file";

export interface StageImportOptions {
  /** Letters, digits, _ and -; names the partitions. */
  importId: string;
  /** A folder, or one file. */
  source: string;
  /** Name of a preset, see lib/ingest/presets. */
  preset: string;
  client: ClickHouseClient;
  /** Secret of this installation: equal phone numbers get equal tokens under it. */
  phoneKey: string;
  /** SHA-256 of every file that came in before, with the import that brought it. */
  knownFiles: ReadonlyMap<string, string>;
  /** Read and check everything, store nothing. */
  dryRun: boolean;
  /** Where all rejects go (CSV: file, row, column, reason; never a value); null for nowhere. */
  rejectFile: string | null;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
  clock?: Clock;
}

async function hashOf(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal }))
    hash.update(chunk);
  return hash.digest("hex");
}

async function changedMeanwhile(file: BundleFile): Promise<boolean> {
  const stats = await stat(file.path).catch(() => undefined);
  return stats === undefined || stats.size !== file.bytes || stats.mtimeMs !== file.modifiedMs;
}

/**
 * Reads a bundle into the stage tables of the evidence store, where nobody sees it until
 * `publishImport`. Every file has a partition of its own, so a refused file leaves nothing behind.
 * Bad rows and files are in the summary, not thrown.
 * @throws RingleaderError `bad_input` where there is nothing to import; what the store failed with;
 *   the signal's reason. Then nothing stays staged.
 */
export async function stageImport(options: StageImportOptions): Promise<ImportSummary> {
  const { importId, client, signal } = options;
  const clock = options.clock ?? systemClock;
  checkImportId(importId);
  const preset = findPreset(options.preset);
  const startedAtMs = clock.nowMs();
  const found = await findBundle(options.source, preset);
  const rejects = new RejectLog(options.rejectFile);
  const seen = new Map(options.knownFiles);
  const files: ImportFileSummary[] = [];

  const stageOne = async (file: BundleFile, number: number): Promise<ImportFileSummary> => {
    const sha256 = await hashOf(file.path, signal);
    const summary = { file: file.name, table: file.table, sha256, bytes: file.bytes, rows: 0, rejected: 0 };
    const before = seen.get(sha256);
    if (before !== undefined) return { ...summary, duplicateOf: before };
    const staged = await stageFile({
      file,
      partition: partitionOf(importId, number),
      client: options.dryRun ? null : client,
      phoneKey: options.phoneKey,
      nowMs: startedAtMs,
      rejects,
      onProgress: options.onProgress,
      signal,
    });
    if (staged.refused === undefined && (await changedMeanwhile(file))) {
      staged.refused = new RejectedFile("the file changed while it was read");
      rejects.add({ file: file.name, row: 0, column: "", reason: staged.refused.message });
    }
    const ignored = staged.ignoredColumns.length === 0 ? {} : { ignoredColumns: staged.ignoredColumns };
    if (staged.refused !== undefined) {
      if (!options.dryRun) await dropStaged(client, importId, number);
      return { ...summary, ...ignored, rejected: staged.rejected, refused: staged.refused.message };
    }
    if (!options.dryRun) await rollUpFile(client, file.table, partitionOf(importId, number), signal);
    seen.set(sha256, importId);
    return { ...summary, ...ignored, rows: staged.rows, rejected: staged.rejected };
  };

  let rejectFile: string | null = null;
  try {
    for (const [number, file] of found.files.entries()) files.push(await stageOne(file, number));
  } catch (error) {
    // The first failure is what the caller must hear of; a store that is away cannot be tidied either.
    if (!options.dryRun) await dropStaged(client, importId).catch(() => undefined);
    throw error;
  } finally {
    rejectFile = await rejects.close();
  }
  const sum = (count: (file: ImportFileSummary) => number): number =>
    files.reduce((total, file) => total + count(file), 0);
  return {
    importId,
    source: options.source,
    preset: preset.name,
    dryRun: options.dryRun,
    startedAtMs,
    finishedAtMs: clock.nowMs(),
    rows: sum((file) => file.rows),
    rejected: sum((file) => file.rejected),
    files,
    passedOver: found.passedOver,
    rejects: rejects.first,
    rejectFile,
  };
}
