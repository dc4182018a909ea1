import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { importRun, upload } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Clock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import type { Stores } from "@/lib/stores/connect";
import { uploadFolder, uploadIdSchema } from "@/lib/services/uploads/folder";
import { changeableUpload, type UploadRow } from "@/lib/services/uploads/open";
import type { LaunchWorker } from "./launch-worker";
import { readingChoiceSchema } from "./reading-choice";
import { hasEnded, processName } from "./process-name";
import { recoverImports } from "./recover";
import { beginImport } from "./run";

export const startImportBodySchema = readingChoiceSchema.extend({ uploadId: uploadIdSchema });

/** "accounts.csv and 3 more". */
function shownSource(row: UploadRow): string {
  const [first] = row.files;
  const more = row.files.length - 1;
  return `${first?.name ?? "upload"}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Folder of an upload with exactly the files on record: a file whose record was never made goes. */
export async function checkedFiles(stores: Stores, row: UploadRow): Promise<string> {
  if (row.files.length === 0) throw new RingleaderError("bad_input", "choose at least one file first");
  const folder = uploadFolder(stores.dir, row.id).files;
  const there: string[] = await readdir(folder).catch(() => []);
  const known = new Set(row.files.map((file) => file.name));
  for (const name of there) if (!known.has(name)) await rm(path.join(folder, name), { force: true });
  if (row.files.some((file) => !there.includes(file.name)))
    throw new RingleaderError(
      "not_found",
      "files of this upload are gone from the data directory; bring them again",
    );
  return folder;
}

/** Starts a worker on an import; one that dies without a word leaves the import interrupted. */
export function launchImport(
  stores: Stores,
  importId: string,
  actor: Actor,
  launch: LaunchWorker,
  clock: Clock,
): void {
  launch(["import-worker", "import", importId, "--actor", actor.userId], () => {
    void (async () => {
      const [row] = await stores.casebook.select().from(importRun).where(eq(importRun.id, importId));
      const orphaned = row?.status === "running" || row?.status === "publishing";
      if (orphaned && (row.process === processName() || hasEnded(row.process)))
        await recoverImports(stores, clock, importId);
    })().catch(() => undefined);
  });
}

/** Uploads whose import is being begun: a second click must not begin a second one. */
const starting = new Set<string>();

/**
 * Begins the import of an upload and leaves the work to a worker process. The upload is taken by
 * it; what the import does not use is removed with it.
 * @throws RingleaderError `bad_input`, `not_found`, `conflict` where the upload is taken already.
 */
export async function startImport(
  stores: Stores,
  actor: Actor,
  body: z.infer<typeof startImportBodySchema>,
  launch: LaunchWorker,
  clock: Clock,
): Promise<{ importId: string }> {
  authorize(actor, "import.run");
  if (starting.has(body.uploadId))
    throw new RingleaderError("conflict", "the import of these files is being begun already");
  starting.add(body.uploadId);
  try {
    return { importId: await begin(stores, actor, body, launch, clock) };
  } finally {
    starting.delete(body.uploadId);
  }
}

async function begin(
  stores: Stores,
  actor: Actor,
  body: z.infer<typeof startImportBodySchema>,
  launch: LaunchWorker,
  clock: Clock,
): Promise<string> {
  const row = await changeableUpload(stores.casebook, actor, body.uploadId);
  const source = await checkedFiles(stores, row);
  const importId = await beginImport(
    stores,
    {
      source,
      preset: body.preset,
      ...(body.mapping === undefined ? {} : { mapping: body.mapping }),
      actorId: actor.userId,
      actorName: actor.name,
      shownSource: shownSource(row),
    },
    clock,
  );
  await stores.casebook.update(upload).set({ importId }).where(eq(upload.id, row.id));
  launchImport(stores, importId, actor, launch, clock);
  return importId;
}
