import { heldRecords } from "@/lib/services/retention/holds";
import { importSpeaksOf } from "@/lib/stores/evidence/reads/import-rows";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { and, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import { importRun, upload } from "@/drizzle/schema";
import { MS_PER_DAY } from "@/lib/core/time";
import type { Stores } from "@/lib/stores/connect";
import { uploadFolder } from "./folder";

/** An upload nobody imported is kept this long. */
const KEPT_MS = 7 * MS_PER_DAY;

const rejectFileSchema = z.object({ summary: z.object({ rejectFile: z.string().nullable() }) });

/** Removes an upload's files, and the reject file of its check. Safe to repeat. */
export async function removeUploadFiles(stores: Stores, uploadId: string): Promise<void> {
  const folder = uploadFolder(stores.dir, uploadId);
  const state: unknown = await readFile(folder.dryRun, "utf8").then(JSON.parse, () => null);
  const found = rejectFileSchema.safeParse(state);
  const rejectFile = found.success ? found.data.summary.rejectFile : null;
  if (rejectFile !== null && path.dirname(rejectFile) === stores.dir.rejects)
    await rm(rejectFile, { force: true });
  await rm(folder.path, { recursive: true, force: true });
}

/**
 * Throws away the files of uploads whose import is done (or was undone), and of those nobody came
 * back to for a week: what holds raw records does not lie about.
 */
export async function sweepUploads(stores: Stores, nowMs: number): Promise<void> {
  const held = await heldRecords(stores.casebook);
  if (held.everything) return;
  const rows = await stores.casebook
    .select({ id: upload.id, importId: upload.importId })
    .from(upload)
    .leftJoin(importRun, eq(importRun.id, upload.importId))
    .where(
      and(
        isNull(upload.discardedAt),
        or(
          inArray(importRun.status, ["complete", "undone"]),
          and(isNull(upload.importId), lt(upload.createdAt, new Date(nowMs - KEPT_MS))),
          and(
            inArray(importRun.status, ["failed", "cancelled"]),
            lt(importRun.startedAt, new Date(nowMs - KEPT_MS)),
          ),
        ),
      ),
    );
  for (const { id, importId } of rows) {
    if (importId !== null && (await importSpeaksOf(stores.evidence, importId, held.accounts))) continue;
    await removeUploadFiles(stores, id);
    await stores.casebook
      .update(upload)
      .set({ discardedAt: new Date(nowMs) })
      .where(eq(upload.id, id));
  }
}
