import { open, readFile, rename, writeFile } from "node:fs/promises";
import type { ImportProgress, ImportSummary } from "@/lib/domain/import";
import type { ReadingChoice, RejectCount } from "@/lib/domain/upload";
import type { UploadFolder } from "./folder";

/**
 * Where the check of an upload stands, as a file beside it: the web process and the worker both
 * read it, whole or not at all. `token` names one run of the check, so that a late word of an
 * earlier one is not taken for a word of this.
 */
export interface DryRunFile {
  token: string;
  state: "running" | "complete" | "failed";
  process: string;
  startedAtMs: number;
  choice: ReadingChoice;
  progress: ImportProgress | null;
  summary: ImportSummary | null;
  reasons: RejectCount[];
  reason: string | null;
}

export async function readDryRunFile(folder: UploadFolder): Promise<DryRunFile | null> {
  const text = await readFile(folder.dryRun, "utf8").catch(() => null);
  if (text === null) return null;
  const file: DryRunFile = JSON.parse(text);
  return file;
}

export async function writeDryRunFile(folder: UploadFolder, file: DryRunFile): Promise<void> {
  const part = `${folder.dryRun}.${process.pid}`;
  const handle = await open(part, "w", 0o600);
  try {
    await handle.writeFile(JSON.stringify(file));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, folder.dryRun);
}

/** Calls a check off. A file of its own, so that the worker's next word does not wipe it out. */
export async function writeCancel(folder: UploadFolder, token: string): Promise<void> {
  await writeFile(folder.dryRunCancel, token, { mode: 0o600 });
}

export async function isCancelled(folder: UploadFolder, token: string): Promise<boolean> {
  return (await readFile(folder.dryRunCancel, "utf8").catch(() => "")) === token;
}

/**
 * Changes the file where it still tells of this running check.
 * @returns false where somebody called it off or began another.
 */
export async function updateDryRunFile(
  folder: UploadFolder,
  token: string,
  change: Partial<DryRunFile>,
): Promise<boolean> {
  const present = await readDryRunFile(folder);
  if (present === null || present.token !== token || present.state !== "running") return false;
  if (await isCancelled(folder, token)) return false;
  await writeDryRunFile(folder, { ...present, ...change });
  return true;
}
