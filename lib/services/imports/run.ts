import { hostname } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { importRun, importedFile } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { isoUtc, type Clock } from "@/lib/core/time";
import type { ImportProgress, ImportSummary } from "@/lib/domain/import";
import { dropStaged, publishImport } from "@/lib/ingest/publish";
import { stageImport } from "@/lib/ingest/run";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { installationSecret } from "@/lib/stores/data-dir";
import { knownFiles } from "./records";

export interface ImportRequest {
  source: string;
  preset: string;
  dryRun: boolean;
  actorId: string;
  actorName: string;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

/** Sorts by time, so that of two imports' words on an account the later counts. */
function newImportId(nowMs: number): string {
  return `imp_${isoUtc(nowMs).replace(/[-:.TZ]/g, "")}_${newId("x").slice(2, 8)}`;
}

/**
 * Imports a folder or file: staged whole, then published at once. Readers see all of it or nothing.
 * A failure or a stop drops what was staged; a death between staging and the end is mended on the
 * next start (`recoverImports`).
 */
export async function runImport(
  stores: Stores,
  request: ImportRequest,
  clock: Clock,
): Promise<ImportSummary> {
  const startedMs = clock.nowMs();
  const importId = newImportId(startedMs);
  const staging = {
    importId,
    source: request.source,
    preset: request.preset,
    client: stores.evidence,
    phoneKey: installationSecret(stores.dir, "phone.key"),
    knownFiles: await knownFiles(stores.casebook),
    dryRun: request.dryRun,
    rejectFile: path.join(stores.dir.rejects, `${importId}.csv`),
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  };
  if (request.dryRun) return await stageImport(staging);

  await stores.casebook.transaction(async (tx) => {
    await tx.insert(importRun).values({
      id: importId,
      source: path.basename(path.resolve(request.source)),
      preset: request.preset,
      status: "running",
      byName: request.actorName,
      process: `${hostname()}:${process.pid}`,
      startedAt: new Date(startedMs),
      files: [],
      rejects: [],
    });
    await appendAudit(
      tx,
      {
        actorId: request.actorId,
        action: "import.start",
        objectType: "import",
        objectId: importId,
        details: { preset: request.preset },
      },
      startedMs,
    );
  });
  try {
    const summary = await stageImport(staging);
    await stores.casebook
      .update(importRun)
      .set({
        status: "publishing",
        rows: summary.rows,
        rejected: summary.rejected,
        files: summary.files,
        rejects: summary.rejects,
      })
      .where(eq(importRun.id, importId));
    await finishPublishing(stores, importId, request.actorId, clock);
    return summary;
  } catch (error) {
    await failImport(
      stores,
      importId,
      request.actorId,
      error instanceof RingleaderError ? error.message : "the import stopped unexpectedly",
      clock,
    );
    throw error;
  }
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
      .set({ status: "complete", finishedAt: new Date(nowMs) })
      .where(eq(importRun.id, importId));
    const fresh = row.files.filter(
      (file) => file.refused === undefined && file.duplicateOf === undefined && file.table !== "truth",
    );
    for (const file of fresh)
      await tx
        .insert(importedFile)
        .values({ sha256: file.sha256, tableName: file.table, importId })
        .onConflictDoNothing();
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

/** Drops what was staged and says so on the record. */
export async function failImport(
  stores: Stores,
  importId: string,
  actorId: string,
  reason: string,
  clock: Clock,
): Promise<void> {
  await dropStaged(stores.evidence, importId);
  const nowMs = clock.nowMs();
  await stores.casebook.transaction(async (tx) => {
    await tx
      .update(importRun)
      .set({ status: "failed", error: reason, finishedAt: new Date(nowMs) })
      .where(eq(importRun.id, importId));
    await appendAudit(
      tx,
      { actorId, action: "import.fail", objectType: "import", objectId: importId },
      nowMs,
    );
  });
}
