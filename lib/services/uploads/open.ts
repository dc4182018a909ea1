import { mkdir } from "node:fs/promises";
import { and, eq, isNull } from "drizzle-orm";
import { importRun, upload } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { UploadView } from "@/lib/domain/upload";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { uploadFolder } from "./folder";
import { fileBytesMax } from "./limits";
import { sweepUploads } from "./sweep";

export type UploadRow = typeof upload.$inferSelect;

export function uploadView(row: UploadRow): UploadView {
  return {
    id: row.id,
    createdAtMs: row.createdAt.getTime(),
    files: row.files,
    fileBytesMax: fileBytesMax(),
    importId: row.importId,
  };
}

/** Makes a place for files that come through the browser; sweeps away what older uploads left. */
export async function openUpload(stores: Stores, actor: Actor, nowMs: number): Promise<UploadView> {
  authorize(actor, "import.run");
  await sweepUploads(stores, nowMs);
  const row: UploadRow = {
    id: newId("upl"),
    byId: actor.userId,
    byName: actor.name,
    createdAt: new Date(nowMs),
    files: [],
    importId: null,
    discardedAt: null,
  };
  const folder = uploadFolder(stores.dir, row.id);
  await mkdir(folder.files, { recursive: true, mode: 0o700 });
  await mkdir(folder.partial, { recursive: true, mode: 0o700 });
  await stores.casebook.transaction(async (tx) => {
    await tx.insert(upload).values(row);
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "upload.open", objectType: "upload", objectId: row.id },
      nowMs,
    );
  });
  return uploadView(row);
}

/**
 * An upload of the actor's own that is still there. Another person's is not told from one that never was.
 * @throws RingleaderError `not_found`.
 */
export async function ownUpload(
  casebook: CasebookReader,
  actor: Actor,
  uploadId: string,
): Promise<UploadRow> {
  const [row] = await casebook
    .select()
    .from(upload)
    .where(and(eq(upload.id, uploadId), eq(upload.byId, actor.userId), isNull(upload.discardedAt)));
  if (row === undefined)
    throw new RingleaderError("not_found", "this upload is not there any more; choose the files again");
  return row;
}

/** As `ownUpload`, and no import works on it or has brought it in: what may still be changed. */
export async function changeableUpload(
  casebook: CasebookReader,
  actor: Actor,
  uploadId: string,
): Promise<UploadRow> {
  const row = await ownUpload(casebook, actor, uploadId);
  if (row.importId === null) return row;
  const [taken] = await casebook
    .select({ status: importRun.status })
    .from(importRun)
    .where(eq(importRun.id, row.importId));
  if (taken?.status === "cancelled" || taken?.status === "failed") return row;
  throw new RingleaderError("conflict", "these files are being imported already; begin a new upload");
}
