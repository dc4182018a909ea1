import path from "node:path";
import type { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";
import type { DryRunView } from "@/lib/domain/upload";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { findPreset } from "@/lib/ingest/presets";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import type { LaunchWorker } from "@/lib/services/imports/launch-worker";
import type { readingChoiceSchema } from "@/lib/services/imports/reading-choice";
import { hasEnded, processName } from "@/lib/services/imports/process-name";
import { rejectFileResponse } from "@/lib/services/imports/reject-file";
import { dryRunImport } from "@/lib/services/imports/run";
import { checkedFiles } from "@/lib/services/imports/start";
import { countRejects } from "./count-rejects";
import {
  isCancelled,
  readDryRunFile,
  updateDryRunFile,
  writeCancel,
  writeDryRunFile,
  type DryRunFile,
} from "./dry-run-state";
import { uploadFolder, type UploadFolder } from "./folder";
import { changeableUpload, ownUpload } from "./open";

const DIED = "the check stopped unexpectedly; run it again";
const TELL_EVERY_MS = 1_000;

function viewOf(file: DryRunFile | null): DryRunView {
  if (file === null) return { state: "none" };
  switch (file.state) {
    case "running":
      return hasEnded(file.process)
        ? { state: "failed", reason: DIED }
        : { state: "running", startedAtMs: file.startedAtMs, progress: file.progress };
    case "complete": {
      if (file.summary === null) return { state: "failed", reason: DIED };
      const { rejectFile } = file.summary;
      // Paths of the data directory are nobody's business in a browser.
      const summary = {
        ...file.summary,
        source: "upload",
        rejectFile: rejectFile === null ? null : path.basename(rejectFile),
      };
      return { state: "complete", summary, reasons: file.reasons, choice: file.choice };
    }
    case "failed":
      return { state: "failed", reason: file.reason ?? DIED };
  }
}

async function present(folder: UploadFolder): Promise<DryRunView> {
  const file = await readDryRunFile(folder);
  return file?.state === "running" && (await isCancelled(folder, file.token))
    ? { state: "cancelled" }
    : viewOf(file);
}

/** Begins a check of an upload in a worker process: everything is read, nothing is kept. */
export async function startDryRun(
  stores: Stores,
  actor: Actor,
  uploadId: string,
  choice: z.infer<typeof readingChoiceSchema>,
  launch: LaunchWorker,
  clock: Clock,
): Promise<DryRunView> {
  authorize(actor, "import.run");
  const row = await changeableUpload(stores.casebook, actor, uploadId);
  await checkedFiles(stores, row);
  if (choice.mapping === undefined) findPreset(choice.preset);
  const folder = uploadFolder(stores.dir, uploadId);
  const token = newId("check");
  const nowMs = clock.nowMs();
  const file: DryRunFile = {
    token,
    state: "running",
    process: processName(),
    startedAtMs: nowMs,
    choice,
    progress: null,
    summary: null,
    reasons: [],
    reason: null,
  };
  await writeDryRunFile(folder, file);
  await stores.casebook.transaction(async (tx) => {
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "upload.check", objectType: "upload", objectId: uploadId },
      nowMs,
    );
  });
  launch(["import-worker", "check", uploadId, "--token", token], () => {
    void updateDryRunFile(folder, token, { state: "failed", reason: DIED }).catch(() => undefined);
  });
  return viewOf(file);
}

export async function readDryRun(stores: Stores, actor: Actor, uploadId: string): Promise<DryRunView> {
  authorize(actor, "import.run");
  await ownUpload(stores.casebook, actor, uploadId);
  return await present(uploadFolder(stores.dir, uploadId));
}

/** Calls a check off; its worker hears of it within about a second. */
export async function cancelDryRun(stores: Stores, actor: Actor, uploadId: string): Promise<DryRunView> {
  authorize(actor, "import.run");
  await ownUpload(stores.casebook, actor, uploadId);
  const folder = uploadFolder(stores.dir, uploadId);
  const file = await readDryRunFile(folder);
  if (file?.state === "running") await writeCancel(folder, file.token);
  return await present(folder);
}

/** The rows a check would set aside. */
export async function downloadDryRunRejects(
  stores: Stores,
  actor: Actor,
  uploadId: string,
): Promise<Response> {
  authorize(actor, "import.run");
  await ownUpload(stores.casebook, actor, uploadId);
  const file = await readDryRunFile(uploadFolder(stores.dir, uploadId));
  const rejectFile = file?.summary?.rejectFile ?? null;
  if (rejectFile === null) throw new RingleaderError("not_found", "this check set no row aside");
  return await rejectFileResponse(
    path.join(stores.dir.rejects, path.basename(rejectFile)),
    `rejects-${uploadId}.csv`,
  );
}

/** What the worker does: the check itself, told once a second, and what came of it. */
export async function performDryRun(
  stores: Stores,
  uploadId: string,
  token: string,
  clock: Clock,
): Promise<void> {
  const folder = uploadFolder(stores.dir, uploadId);
  if (!(await updateDryRunFile(folder, token, { process: processName() }))) return;
  const file = await readDryRunFile(folder);
  if (file === null) return;
  const calledOff = new AbortController();
  let progress: DryRunFile["progress"] = null;
  // One word after the other: the last must not be overtaken by one before it.
  let told: Promise<void> = Promise.resolve();
  const tell = async (): Promise<void> => {
    if (!(await updateDryRunFile(folder, token, { progress }))) calledOff.abort();
  };
  const telling = setInterval(() => {
    told = told.then(tell).catch(() => undefined);
  }, TELL_EVERY_MS);
  const finish = async (change: Partial<DryRunFile>): Promise<void> => {
    clearInterval(telling);
    await told;
    await updateDryRunFile(folder, token, { ...change, progress: null });
  };
  try {
    const { preset, mapping } = file.choice;
    const summary = await dryRunImport(
      stores,
      {
        source: folder.files,
        preset,
        ...(mapping === undefined ? {} : { mapping }),
        signal: calledOff.signal,
        onProgress: (newest) => {
          progress = newest;
        },
      },
      clock,
    );
    const reasons = summary.rejectFile === null ? [] : await countRejects(summary.rejectFile);
    await finish({ state: "complete", summary, reasons });
  } catch (error) {
    // Where the desk keeps its files is nobody's business in a browser.
    const reason =
      error instanceof RingleaderError ? error.message.replaceAll(folder.files, "this upload") : DIED;
    await finish({ state: "failed", reason });
  } finally {
    clearInterval(telling);
  }
}
