import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { importRun, importUnit, importedFile, resolveRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { ImportStatus } from "@/lib/domain/import";
import type { UndoPreview } from "@/lib/domain/upload";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { dropImport } from "@/lib/ingest/publish";
import { TABLE_SPECS } from "@/lib/ingest/tables";
import { forgetLastMembers } from "@/lib/services/networks/forget-last-members";
import { heldRecords, type HeldRecords } from "@/lib/services/retention/holds";
import { dropKeptScores } from "@/lib/services/resolve/kept-scores";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { countByTable, importSpeaksOf, importsWithRows } from "@/lib/stores/evidence/reads/import-rows";

export const undoBodySchema = z.object({
  reason: z.string().trim().min(3, "say in a few words why it is undone").max(500),
});

const WHY_NOT: Record<Exclude<ImportStatus, "complete">, string> = {
  running: "this import is still running; call it off instead",
  interrupted: "this import was never whole; call it off instead",
  publishing: "this import is being published; undo it once it is complete",
  failed: "this import failed, so nothing of it is there",
  cancelled: "this import was called off, so nothing of it is there",
  undone: "this import is undone already",
};

function refuse(status: ImportStatus): void {
  if (status !== "complete") throw new RingleaderError("conflict", WHY_NOT[status]);
}

/** @throws RingleaderError `conflict` where a legal hold covers a record of the import. */
async function refuseHeld(stores: Stores, held: HeldRecords, importId: string): Promise<void> {
  if (held.everything || (await importSpeaksOf(stores.evidence, importId, held.accounts)))
    throw new RingleaderError(
      "conflict",
      "a legal hold covers records of this import; counsel lifts holds in Settings",
    );
}

function isRecords({ table }: { table: string }): boolean {
  return Object.hasOwn(TABLE_SPECS, table);
}

/** What an undo would take away, counted in the evidence store. */
export async function previewUndo(stores: Stores, actor: Actor, importId: string): Promise<UndoPreview> {
  authorize(actor, "import.undo");
  const [row] = await stores.casebook.select().from(importRun).where(eq(importRun.id, importId));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such import");
  refuse(row.status);
  await refuseHeld(stores, await heldRecords(stores.casebook), importId);
  const tables = await countByTable(stores.evidence, importId);
  const runs = await stores.casebook
    .select({ importsSeen: resolveRun.importsSeen })
    .from(resolveRun)
    .where(eq(resolveRun.status, "complete"));
  return {
    importId,
    records: tables.filter(isRecords),
    derivedRows: tables.filter((each) => !isRecords(each)).reduce((sum, each) => sum + each.rows, 0),
    staleRuns: runs.filter((run) => run.importsSeen.includes(importId)).length,
  };
}

/**
 * Takes a whole import back. First the decision, in one transaction: the record says undone, by
 * whom and why, its content may come in again, every resolve run is marked stale, and the audit log
 * has it. Then its rows leave the evidence store. A death between the two leaves rows of an import
 * that is on record as undone; `finishUndos` drops them, and every undo and every worker begins
 * with that. The other order would leave an import on record whose rows are half gone.
 * @throws RingleaderError `not_found`, `conflict` where it is not complete or held, `unavailable` where the
 *   evidence store does not answer (the undo stands and is finished later).
 */
export async function undoImport(
  stores: Stores,
  actor: Actor,
  importId: string,
  body: z.infer<typeof undoBodySchema>,
  nowMs: number,
): Promise<{ importId: string }> {
  authorize(actor, "import.undo");
  const at = new Date(nowMs);
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx.select().from(importRun).where(eq(importRun.id, importId)).for("update");
    if (row === undefined) throw new RingleaderError("not_found", "there is no such import");
    refuse(row.status);
    // The log's lock first: a hold is placed before this, and seen, or after it.
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "import.undo",
        objectType: "import",
        objectId: importId,
        details: { rows: row.rows, files: row.files.length },
      },
      nowMs,
    );
    await refuseHeld(stores, await heldRecords(tx), importId);
    await tx
      .update(importRun)
      .set({ status: "undone", undoneAt: at, undoneByName: actor.name, undoReason: body.reason })
      .where(eq(importRun.id, importId));
    await tx.delete(importedFile).where(eq(importedFile.importId, importId));
    await tx.delete(importUnit).where(eq(importUnit.importId, importId));
    // A run that is under way has read the records too.
    await tx
      .update(resolveRun)
      .set({ staleSince: at, staleReason: "an import was undone" })
      .where(and(inArray(resolveRun.status, ["complete", "running"]), isNull(resolveRun.staleSince)));
  });
  await dropKeptScores(stores);
  try {
    await finishUndos(stores);
  } catch (cause) {
    throw new RingleaderError(
      "unavailable",
      "the undo is on record, but the evidence store did not answer: its rows leave with the next import or undo",
      { cause },
    );
  }
  return { importId };
}

/** Drops what is still stored of imports that are on record as undone, failed or called off, and names of accounts that went with it. Safe to repeat. @returns how many had rows. */
export async function finishUndos(stores: Stores): Promise<number> {
  const undone = await stores.casebook
    .select({ id: importRun.id })
    .from(importRun)
    .where(inArray(importRun.status, ["undone", "failed", "cancelled"]));
  if (undone.length === 0) return 0;
  const stored = await importsWithRows(stores.evidence);
  const left = undone.filter((row) => stored.has(row.id));
  for (const { id } of left) await dropImport(stores.evidence, id);
  // Also where none is left: whoever dropped the rows may have died before this.
  await forgetLastMembers(stores.casebook, stores.evidence);
  return left.length;
}
