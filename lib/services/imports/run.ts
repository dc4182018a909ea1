import { existsSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { importRun, importedFile } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { isoUtc, type Clock } from "@/lib/core/time";
import type { ImportProgress, ImportSummary } from "@/lib/domain/import";
import { findPreset } from "@/lib/ingest/presets";
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
 * Imports a folder or file: staged whole, then published table by table in one go of moved partitions.
 * A failure or a stop while staging drops what was staged. From the moment it is being published an
 * import only goes forward: what a failure or a death leaves is finished by `recoverImports`.
 */
export async function runImport(
  stores: Stores,
  request: ImportRequest,
  clock: Clock,
): Promise<ImportSummary> {
  if (!existsSync(request.source))
    throw new RingleaderError("not_found", `there is nothing at ${request.source}`);
  findPreset(request.preset);
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
  let summary: ImportSummary;
  try {
    summary = await stageImport(staging);
    await claimContent(stores, importId, summary);
  } catch (error) {
    const reason = error instanceof RingleaderError ? error.message : "the import stopped unexpectedly";
    await failImport(stores, importId, request.actorId, reason, clock);
    throw error;
  }
  await finishPublishing(stores, importId, request.actorId, clock);
  return summary;
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
    await tx
      .update(importRun)
      .set({
        status: "publishing",
        rows: summary.rows,
        rejected: summary.rejected,
        files: summary.files,
        rejects: summary.rejects,
      })
      .where(eq(importRun.id, importId));
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
      .set({ status: "complete", finishedAt: new Date(nowMs) })
      .where(eq(importRun.id, importId));
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
