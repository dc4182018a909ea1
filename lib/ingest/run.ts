import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { groupBy } from "@/lib/core/group-by";
import { systemClock, type Clock } from "@/lib/core/time";
import type { FileProgress, ImportFileSummary, ImportProgress, ImportSummary } from "@/lib/domain/import";
import { queryRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";
import { findBundle, type BundleFile } from "./bundle";
import { memoryJournal, WHOLE_FILE, type ImportJournal } from "./journal";
import type { Preset } from "./presets/preset";
import type { ContactKeys } from "./privacy/contact-keys";
import { checkImportId, dropStaged, dropStagedBut, partitionOf } from "./publish";
import { RejectedFile } from "./rejected-file";
import { RejectLog } from "./reject-log";
import { rollUpImport } from "./roll-up";
import { stageFile } from "./stage-file";
import type { StoredTable } from "./tables";
import { openStorePath } from "./store-path/open-store-path";
import { damageOf } from "./store-path/send-part";
import { stageByStore } from "./store-path/stage-by-store";

export interface StageImportOptions {
  /** Letters, digits, _ and -; names the partitions. */
  importId: string;
  /** A folder, or one file. */
  source: string;
  preset: Preset;
  client: ClickHouseClient;
  /** Secret of this installation: equal phone numbers get equal tokens under it. */
  phoneKey: string;
  /** What e-mail addresses and phone numbers are sealed with; without it they are dropped. */
  contactKeys?: ContactKeys;
  /** SHA-256 and table ("HASH TABLE") of every file that came in before, with the import that brought it. */
  knownFiles: ReadonlyMap<string, string>;
  /** What an earlier run of this import stored; without one every import begins at its beginning. */
  journal?: ImportJournal;
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

/**
 * Before anything is made of it, the store must hold each file's rows, no more and no fewer: an insert
 * of a process that died may have arrived after its rows were tidied away.
 */
async function checkStaged(
  client: ClickHouseClient,
  file: ImportFileSummary,
  partition: string,
): Promise<void> {
  const [row] = await queryRows(
    client,
    `SELECT count() AS rows FROM stage_${file.table} WHERE import_id = {partition:String}`,
    { partition },
    z.object({ rows: countSchema }),
  );
  if (row?.rows !== file.rows)
    throw new RingleaderError(
      "conflict",
      `the store holds ${row?.rows ?? 0} rows of ${file.file} where ${file.rows} came in; nothing of this import was kept, import again`,
    );
}

function isParquet(file: BundleFile): boolean {
  return file.format === "parquet" && !file.gzip;
}

async function changedMeanwhile(file: BundleFile): Promise<boolean> {
  const stats = await stat(file.path).catch(() => undefined);
  return stats === undefined || stats.size !== file.bytes || stats.mtimeMs !== file.modifiedMs;
}

/** How an import's files came to stand, for those that watch it. */
class Watch {
  private rowsBefore = 0;
  private bytesBefore = 0;

  constructor(
    private readonly options: StageImportOptions,
    private readonly bytesTotal: number,
    private readonly startedAtMs: number,
    private readonly clock: Clock,
  ) {}

  tell(progress: FileProgress): void {
    this.options.onProgress?.({
      ...progress,
      overall: {
        rows: this.rowsBefore + progress.rows,
        bytesRead: this.bytesBefore + Math.min(progress.bytesRead, progress.bytesTotal),
        bytesTotal: this.bytesTotal,
        startedAtMs: this.startedAtMs,
        atMs: this.clock.nowMs(),
      },
    });
  }

  next(file: BundleFile, rows: number): void {
    this.rowsBefore += rows;
    this.bytesBefore += file.bytes;
  }
}

/**
 * Reads a bundle into the stage tables of the evidence store, where nobody sees it until
 * `publishImport`. Every file has a partition of its own, so a refused file leaves nothing behind.
 * What the journal says is stored already is passed over. Bad rows and files are in the summary,
 * not thrown.
 * @throws RingleaderError `bad_input` where there is nothing to import; what the store failed with;
 *   the signal's reason. What is staged by then stays, for the caller to drop or to go on from.
 */
export async function stageImport(options: StageImportOptions): Promise<ImportSummary> {
  const { importId, client, preset, signal } = options;
  const clock = options.clock ?? systemClock;
  const journal = options.journal ?? memoryJournal();
  checkImportId(importId);
  const startedAtMs = clock.nowMs();
  const found = await findBundle(options.source, preset);
  const rejects = new RejectLog(options.rejectFile);
  const seen = new Map(options.knownFiles);
  const hashes = new Map<string, string>();
  const watch = new Watch(
    options,
    found.files.reduce((sum, file) => sum + file.bytes, 0),
    startedAtMs,
    clock,
  );

  const hashed = async (file: BundleFile): Promise<string> => {
    const sha256 = hashes.get(file.path) ?? (await hashOf(file.path, signal));
    hashes.set(file.path, sha256);
    return sha256;
  };

  const stageOne = async (file: BundleFile): Promise<ImportFileSummary> => {
    const sha256 = await hashed(file);
    const key = `${sha256} ${file.table}`;
    const summary = { file: file.name, table: file.table, sha256, bytes: file.bytes, rows: 0, rejected: 0 };
    const before = seen.get(key);
    if (before !== undefined) return { ...summary, duplicateOf: before };
    const partition = partitionOf(importId, sha256, file.table);
    const done = journal.find(sha256, file.table, WHOLE_FILE);
    if (done?.file !== undefined) {
      await rejects.passOver(partition.replace("/", "."), done.rejects);
      seen.set(key, importId);
      return { ...done.file, file: file.name };
    }
    const common = {
      file,
      partition,
      client: options.dryRun ? null : client,
      nowMs: startedAtMs,
      rejects,
      onProgress: (progress: FileProgress) => watch.tell(progress),
      signal,
    };
    const storePath = await openStorePath(file, startedAtMs);
    let staged;
    if (storePath === undefined) {
      if (!options.dryRun) await dropStaged(client, importId, partition);
      await rejects.begin(partition.replace("/", "."));
      const damage = isParquet(file) ? await damageOf(client, file, signal) : undefined;
      if (damage !== undefined) rejects.add({ file: file.name, row: 0, column: "", reason: damage.message });
      const rows = { ...common, phoneKey: options.phoneKey, contactKeys: options.contactKeys };
      staged =
        damage === undefined
          ? await stageFile(rows)
          : { rows: 0, rejected: 0, ignoredColumns: [], refused: damage };
    } else {
      staged = await stageByStore({
        ...common,
        phoneKey: options.phoneKey,
        store: client,
        sha256,
        journal,
        path: storePath,
      });
    }
    if (staged.refused === undefined && (await changedMeanwhile(file))) {
      staged.refused = new RejectedFile("the file changed while it was read");
      rejects.add({ file: file.name, row: 0, column: "", reason: staged.refused.message });
    }
    const ignored = staged.ignoredColumns.length === 0 ? {} : { ignoredColumns: staged.ignoredColumns };
    if (staged.refused !== undefined) {
      if (!options.dryRun) {
        await dropStaged(client, importId, partition);
        await journal.forget(sha256, file.table);
      }
      return { ...summary, ...ignored, rejected: staged.rejected, refused: staged.refused.message };
    }
    const whole = { ...summary, ...ignored, rows: staged.rows, rejected: staged.rejected };
    await rejects.end();
    await journal.record(sha256, file.table, WHOLE_FILE, {
      rows: whole.rows,
      rejected: whole.rejected,
      state: "stored",
      rejects: [...rejects.ofUnit],
      file: whole,
    });
    seen.set(key, importId);
    return whole;
  };

  /** Roll-ups are made anew whatever an earlier run left of them; so is the ground cleared of files that are gone. */
  const rollUp = async (all: readonly ImportFileSummary[]): Promise<void> => {
    const kept = all.filter((file) => file.refused === undefined && file.duplicateOf === undefined);
    for (const file of kept) await checkStaged(client, file, partitionOf(importId, file.sha256, file.table));
    const partitionOfFile = (file: ImportFileSummary): string =>
      partitionOf(importId, file.sha256, file.table);
    await dropStagedBut(client, importId, new Set(kept.map(partitionOfFile)));
    const partitions = new Map<StoredTable, string[]>();
    for (const [table, ofTable] of groupBy(kept, (file) => file.table))
      if (table !== "truth") partitions.set(table, ofTable.map(partitionOfFile));
    await rollUpImport(client, importId, partitions, signal);
  };

  const files: ImportFileSummary[] = [];
  let rejectFile: string | null = null;
  try {
    for (const file of found.files) {
      signal?.throwIfAborted();
      const summary = await stageOne(file);
      files.push(summary);
      watch.next(file, summary.rows);
    }
    if (!options.dryRun) await rollUp(files);
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
