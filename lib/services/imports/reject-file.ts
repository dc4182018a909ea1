import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import type { Stores } from "@/lib/stores/connect";

/** A reject file as an attachment. Fields were made harmless to spreadsheets when it was written (RejectLog). */
export async function rejectFileResponse(file: string, downloadName: string): Promise<Response> {
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined)
    throw new RingleaderError("not_found", "there is no reject file: no row was set aside, or it is gone");
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-length": String(size),
      "content-disposition": `attachment; filename="${downloadName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox",
    },
  });
}

/** The rows an import set aside. */
export async function downloadRejects(stores: Stores, actor: Actor, importId: string): Promise<Response> {
  authorize(actor, "import.read");
  const [row] = await stores.casebook
    .select({ id: importRun.id })
    .from(importRun)
    .where(eq(importRun.id, importId));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such import");
  return await rejectFileResponse(
    path.join(stores.dir.rejects, `${path.basename(row.id)}.csv`),
    `rejects-${row.id}.csv`,
  );
}
