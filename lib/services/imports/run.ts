import { existsSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { and, desc, eq, isNull } from "drizzle-orm";
import { importRun, importUnit, importedFile } from "@/drizzle/schema";
import { canonicalJson } from "@/lib/core/canonical-json";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { isoUtc, MS_PER_SECOND, type Clock } from "@/lib/core/time";
import type { ImportMapping, ImportProgress, ImportSummary } from "@/lib/domain/import";
import { findPreset } from "@/lib/ingest/presets";
import { presetOfMapping } from "@/lib/ingest/presets/of-mapping";
import type { Preset } from "@/lib/ingest/presets/preset";
import { contactKeys } from "@/lib/ingest/privacy/contact-keys";
import { dropStaged, publishImport } from "@/lib/ingest/publish";
import { stageImport, type StageImportOptions } from "@/lib/ingest/run";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { installationSecret } from "@/lib/stores/data-dir";
import { openJournal } from "./journal";
import { processName } from "./process-name";
import { knownFiles } from "./records";

const PROGRESS_EVERY_MS = MS_PER_SECOND;

export interface ImportSource {
  /** A folder or a file. */
  source: string;
  /** Name of a preset; ignored where a mapping is given. */
  preset: string;
  mapping?: ImportMapping;
}

export interface BeginImport extends ImportSource {
  actorId: string;
  actorName: string;
  /** What the record calls the source, where the file's own name says nothing. */
  shownSource?: string;
}

export interface ImportWatch {
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

export interface ImportRequest extends BeginImport, ImportWatch {
  dryRun: boolean;
}

/** Sorts by time, so that of two imports' words on an account the later counts. */
function newImportId(nowMs: number): string {
  return `imp_${isoUtc(nowMs).replace(/[-:.TZ]/g, "")}_${newId("x").slice(2, 8)}`;
}

function presetOf(request: { preset: string; mapping?: ImportMapping | null | undefined }): Preset {
  const { mapping } = request;
  if (mapping === undefined || mapping === null) return findPreset(request.preset);
  return presetOfMapping(mapping);
}

function existing(source: string): string {
  if (!existsSync(source)) throw new RingleaderError("not_found", `there is nothing at ${source}`);
  return realpathSync(source);
}

async function staging(
  stores: Stores,
  importId: string,
  request: ImportSource,
  watch: ImportWatch,
  clock: Clock,
): Promise<Omit<StageImportOptions, "dryRun">> {
  return {
    importId,
    source: request.source,
    preset: presetOf(request),
    client: stores.evidence,
    phoneKey: installationSecret(stores.dir, "phone.key"),
    contactKeys: contactKeys(stores.dir),
    knownFiles: await knownFiles(stores.casebook),
    rejectFile: path.join(stores.dir.rejects, `${importId}.csv`),
    clock,
    ...(watch.onProgress === undefined ? {} : { onProgress: watch.onProgress }),
    ...(watch.signal === undefined ? {} : { signal: watch.signal }),
  };
}

/** Reads and checks everything and keeps nothing but the reject file. @throws as `stageImport`. */
export async function dryRunImport(
  stores: Stores,
  request: ImportSource & ImportWatch,
  clock: Clock,
): Promise<ImportSummary> {
  existing(request.source);
  const options = await staging(stores, newImportId(clock.nowMs()), request, request, clock);
  return await stageImport({ ...options, dryRun: true });
}

const DISK_FULL =
  "the disk of the data directory is full; make room and import again; nothing of this import was kept";

function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const kind = "type" in error ? String(error.type) : "code" in error ? String(error.code) : "";
  return kind === "NOT_ENOUGH_SPACE" || kind === "ENOSPC" || /No space left|ENOSPC/.test(error.message);
}

/** An import of the same place and kind that somebody's death interrupted; it is this process's from now on. */
async function takeUp(
  tx: CasebookTransaction,
  request: BeginImport,
  sourcePath: string,
): Promise<string | undefined> {
  const wanted = canonicalJson(request.mapping ?? null);
  const rows = await tx
    .select()
    .from(importRun)
    .where(and(eq(importRun.status, "interrupted"), eq(importRun.sourcePath, sourcePath)))
    .orderBy(desc(importRun.startedAt));
  for (const row of rows) {
    if (row.preset !== presetOf(request).name || canonicalJson(row.mapping) !== wanted) continue;
    const [taken] = await tx
      .update(importRun)
      .set({ status: "running", process: processName(), cancelRequestedAt: null, error: null })
      .where(and(eq(importRun.id, row.id), eq(importRun.status, "interrupted")))
      .returning();
    if (taken !== undefined) return taken.id;
  }
  return undefined;
}

/**
 * Makes the record of an import, audited, and returns its id; `continueImport` does the work. Where
 * an import of the same place with the same preset was interrupted, that one is taken up again.
 * @throws RingleaderError `not_found`, `bad_input` (no such preset).
 */
export async function beginImport(stores: Stores, request: BeginImport, clock: Clock): Promise<string> {
  const sourcePath = existing(request.source);
  const preset = presetOf(request);
  const nowMs = clock.nowMs();
  return await stores.casebook.transaction(async (tx) => {
    const interrupted = await takeUp(tx, request, sourcePath);
    const importId = interrupted ?? newImportId(nowMs);
    if (interrupted === undefined) {
      await tx.insert(importRun).values({
        id: importId,
        source: request.shownSource ?? path.basename(sourcePath),
        preset: preset.name,
        mapping: request.mapping ?? null,
        status: "running",
        byName: request.actorName,
        process: processName(),
        startedAt: new Date(nowMs),
        files: [],
        rejects: [],
        sourcePath,
      });
    }
    await appendAudit(
      tx,
      {
        actorId: request.actorId,
        action: interrupted === undefined ? "import.start" : "import.resume",
        objectType: "import",
        objectId: importId,
        details: { preset: preset.name },
      },
      nowMs,
    );
    return importId;
  });
}

/** Writes where an import stands about once a second, and hears there whether it shall stop. */
class ProgressRecord {
  private lastMs = Number.NEGATIVE_INFINITY;
  private writing: Promise<void> = Promise.resolve();
  readonly cancelled = new AbortController();

  constructor(
    private readonly stores: Stores,
    private readonly importId: string,
    private readonly clock: Clock,
  ) {}

  take(progress: ImportProgress): void {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.lastMs < PROGRESS_EVERY_MS) return;
    this.lastMs = nowMs;
    this.writing = this.writing.then(() => this.write(progress)).catch(() => undefined);
  }

  async settle(): Promise<void> {
    await this.writing;
  }

  private async write(progress: ImportProgress): Promise<void> {
    const [row] = await this.stores.casebook
      .update(importRun)
      .set({ progress })
      .where(eq(importRun.id, this.importId))
      .returning({ cancelRequestedAt: importRun.cancelRequestedAt });
    if (row?.cancelRequestedAt instanceof Date)
      this.cancelled.abort(
        new RingleaderError("conflict", "the import was called off; nothing of it was kept"),
      );
  }
}

/**
 * Does the work of an import that was begun: staged whole, then published table by table in one go
 * of moved partitions. A failure or a stop while staging drops what was staged; the death of the
 * process leaves it, unseen, to be gone on with. From the moment it is being published an import only
 * goes forward: what a failure or a death leaves is finished by `recoverImports`.
 * @throws RingleaderError `conflict` where it is not running, was called off, or brings what another
 *   import brought meanwhile; what `stageImport` throws.
 */
export async function continueImport(
  stores: Stores,
  importId: string,
  actorId: string,
  clock: Clock,
  watch: ImportWatch = {},
): Promise<ImportSummary> {
  const [row] = await stores.casebook
    .update(importRun)
    .set({ process: processName() })
    .where(and(eq(importRun.id, importId), eq(importRun.status, "running")))
    .returning();
  if (row === undefined) throw new RingleaderError("conflict", "this import is not waiting to be run");
  const record = new ProgressRecord(stores, importId, clock);
  const signals = [record.cancelled.signal, ...(watch.signal === undefined ? [] : [watch.signal])];
  let summary: ImportSummary;
  try {
    const request = {
      source: row.sourcePath,
      preset: row.preset,
      ...(row.mapping === null ? {} : { mapping: row.mapping }),
    };
    const options = await staging(
      stores,
      importId,
      request,
      {
        signal: AbortSignal.any(signals),
        onProgress: (progress) => {
          record.take(progress);
          watch.onProgress?.(progress);
        },
      },
      clock,
    );
    summary = await stageImport({
      ...options,
      journal: await openJournal(stores.casebook, importId),
      dryRun: false,
    });
    await claimContent(stores, importId, summary);
  } catch (thrown) {
    await record.settle();
    const error = isDiskFull(thrown)
      ? new RingleaderError("unavailable", DISK_FULL, { cause: thrown })
      : thrown;
    const calledOff = signals.some((signal) => signal.aborted);
    const reason = error instanceof RingleaderError ? error.message : "the import stopped unexpectedly";
    // The first failure is what the caller must hear of.
    await failImport(stores, importId, actorId, calledOff ? "cancelled" : "failed", reason, clock).catch(
      () => false,
    );
    throw error;
  }
  await record.settle();
  await finishPublishing(stores, importId, actorId, clock);
  return summary;
}

/** Imports a folder or file from its beginning to its end, or, where it is a dry run, only checks it. */
export async function runImport(
  stores: Stores,
  request: ImportRequest,
  clock: Clock,
): Promise<ImportSummary> {
  if (request.dryRun) return await dryRunImport(stores, request, clock);
  const importId = await beginImport(stores, request, clock);
  return await continueImport(stores, importId, request.actorId, clock, request);
}

/**
 * Turns a staged import into one that is being published, and takes its content for it: of two
 * imports of the same file at once the second gets a conflict.
 */
async function claimContent(stores: Stores, importId: string, summary: ImportSummary): Promise<void> {
  const fresh = summary.files.filter(
    (file) => file.refused === undefined && file.duplicateOf === undefined && file.table !== "truth",
  );
  await stores.casebook.transaction(async (tx) => {
    for (const file of fresh) {
      const taken = await tx
        .insert(importedFile)
        .values({ sha256: file.sha256, tableName: file.table, importId })
        .onConflictDoNothing()
        .returning();
      if (taken.length === 0) {
        throw new RingleaderError(
          "conflict",
          `${file.file} came in with another import just now; nothing of this one was kept`,
        );
      }
    }
    for (const file of summary.files) {
      if (file.duplicateOf === undefined || file.duplicateOf === importId) continue;
      const still = await tx
        .select({ importId: importedFile.importId })
        .from(importedFile)
        .where(
          and(
            eq(importedFile.sha256, file.sha256),
            eq(importedFile.tableName, file.table),
            eq(importedFile.importId, file.duplicateOf),
          ),
        )
        .for("share");
      if (still.length === 0)
        throw new RingleaderError(
          "conflict",
          `the import that had brought ${file.file} was undone meanwhile; import again`,
        );
    }
    const claimed = await tx
      .update(importRun)
      .set({
        status: "publishing",
        rows: summary.rows,
        rejected: summary.rejected,
        files: summary.files,
        rejects: summary.rejects,
        progress: null,
      })
      .where(
        and(eq(importRun.id, importId), eq(importRun.status, "running"), isNull(importRun.cancelRequestedAt)),
      )
      .returning();
    if (claimed.length === 0)
      throw new RingleaderError("conflict", "the import was called off; nothing of it was kept");
  });
}

/** Publishes a staged import and closes its record; safe to repeat after a death in between. */
export async function finishPublishing(
  stores: Stores,
  importId: string,
  actorId: string,
  clock: Clock,
): Promise<void> {
  await publishImport(stores.evidence, importId);
  const nowMs = clock.nowMs();
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx.select().from(importRun).where(eq(importRun.id, importId));
    if (row === undefined) throw new Error(`import ${importId} has no record`);
    await tx
      .update(importRun)
      .set({ status: "complete", finishedAt: new Date(nowMs), progress: null })
      .where(eq(importRun.id, importId));
    await tx.delete(importUnit).where(eq(importUnit.importId, importId));
    await appendAudit(
      tx,
      {
        actorId,
        action: "import.complete",
        objectType: "import",
        objectId: importId,
        details: { rows: row.rows, rejected: row.rejected, files: row.files.length },
      },
      nowMs,
    );
  });
}

/**
 * Says on the record how an import ended, and drops what it had staged; neither where it is past that:
 * one that is being published only goes forward, and one that somebody took up again is theirs.
 * @returns whether it ended so.
 */
export async function failImport(
  stores: Stores,
  importId: string,
  actorId: string,
  status: "failed" | "cancelled",
  reason: string,
  clock: Clock,
  from: "running" | "interrupted" = "running",
): Promise<boolean> {
  const nowMs = clock.nowMs();
  const ended = await stores.casebook.transaction(async (tx) => {
    const rows = await tx
      .update(importRun)
      .set({ status, error: reason, finishedAt: new Date(nowMs), progress: null })
      .where(and(eq(importRun.id, importId), eq(importRun.status, from)))
      .returning({ id: importRun.id });
    if (rows.length === 0) return false;
    await tx.delete(importUnit).where(eq(importUnit.importId, importId));
    await appendAudit(
      tx,
      {
        actorId,
        action: status === "failed" ? "import.fail" : "import.cancel",
        objectType: "import",
        objectId: importId,
      },
      nowMs,
    );
    return true;
  });
  if (!ended) return false;
  rmSync(path.join(stores.dir.rejects, `${importId}.csv.parts`), { recursive: true, force: true });
  // A store that is away drops it later: whoever comes next sweeps what ended imports left.
  await dropStaged(stores.evidence, importId);
  return true;
}
