import path from "node:path";
import { z } from "zod";
import type { DataDir } from "@/lib/stores/data-dir";

export const uploadIdSchema = z.string().regex(/^upl_[0-9a-z]{16}$/, "is no upload id");

/** Where an upload's parts live in the data directory: `uploads/ID/…`. */
export interface UploadFolder {
  path: string;
  /** Whole files, and nothing else: this is what an import reads. */
  files: string;
  /** Files that are still coming. */
  partial: string;
  /** State of the check, see dry-run.ts. */
  dryRun: string;
  /** Names the check that was called off. */
  dryRunCancel: string;
}

export function uploadFolder(dir: DataDir, uploadId: string): UploadFolder {
  const folder = path.join(dir.path, "uploads", uploadIdSchema.parse(uploadId));
  return {
    path: folder,
    files: path.join(folder, "files"),
    partial: path.join(folder, "partial"),
    dryRun: path.join(folder, "dry-run.json"),
    dryRunCancel: path.join(folder, "dry-run.cancelled"),
  };
}
