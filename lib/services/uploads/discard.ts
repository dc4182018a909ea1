import { rm } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { upload } from "@/drizzle/schema";
import type { UploadView } from "@/lib/domain/upload";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { uploadFolder } from "./folder";
import { changeableUpload, uploadView } from "./open";
import { forgetPart } from "./receive-file";
import { removeUploadFiles } from "./sweep";
import { checkFileName } from "./file-name";

/** Throws an upload away, files first: a death in between leaves a record without files, which the sweep closes. */
export async function discardUpload(
  stores: Stores,
  actor: Actor,
  uploadId: string,
  nowMs: number,
): Promise<{ discarded: true }> {
  authorize(actor, "import.run");
  await changeableUpload(stores.casebook, actor, uploadId);
  await removeUploadFiles(stores, uploadId);
  await stores.casebook.transaction(async (tx) => {
    await tx
      .update(upload)
      .set({ discardedAt: new Date(nowMs) })
      .where(eq(upload.id, uploadId));
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "upload.discard", objectType: "upload", objectId: uploadId },
      nowMs,
    );
  });
  return { discarded: true };
}

/** Takes one file out of an upload, whole or half there. */
export async function removeUploadedFile(
  stores: Stores,
  actor: Actor,
  uploadId: string,
  name: string,
  nowMs: number,
): Promise<UploadView> {
  authorize(actor, "import.run");
  await changeableUpload(stores.casebook, actor, uploadId);
  const folder = uploadFolder(stores.dir, uploadId);
  const base = checkFileName(name);
  forgetPart(uploadId, base);
  await rm(path.join(folder.partial, base), { force: true });
  await rm(path.join(folder.files, base), { force: true });
  await rm(folder.dryRun, { force: true });
  return await stores.casebook.transaction(async (tx) => {
    const row = await changeableUpload(tx, actor, uploadId);
    const files = row.files.filter((file) => file.name !== base);
    await tx.update(upload).set({ files }).where(eq(upload.id, uploadId));
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "upload.remove_file", objectType: "upload", objectId: uploadId },
      nowMs,
    );
    return uploadView({ ...row, files });
  });
}
