import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@/lib/stores/root";

/**
 * Folder of the labelled accounts that tests measure on: RINGLEADER_LABELLED_DATA, else beside the checkout.
 * `skipped` is empty where it is there, else words for the name of a test that is skipped.
 */
export function labelledData(): { dir: string; absent: boolean; skipped: string } {
  const given = process.env["RINGLEADER_LABELLED_DATA"] ?? "";
  const dir =
    given === "" ? path.join(projectRoot(), "..", "shared", "data", "hop-train") : path.resolve(given);
  const absent = !existsSync(dir);
  return { dir, absent, skipped: absent ? " (skipped: RINGLEADER_LABELLED_DATA names no folder)" : "" };
}
