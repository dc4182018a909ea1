import { inArray } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import type { Clock } from "@/lib/core/time";
import type { ImportRecord } from "@/lib/domain/import";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import type { Stores } from "@/lib/stores/connect";
import { hasEnded } from "./process-name";
import { listImports } from "./records";
import { recoverImports } from "./recover";

const UPLOAD_PATH = /\S*\/uploads\/upl_[0-9a-z]+\/files/g;

/** Every import, newest first. One whose process died is mended before it is shown as running. */
export async function readImports(stores: Stores, actor: Actor, clock: Clock): Promise<ImportRecord[]> {
  authorize(actor, "import.read");
  const active = await stores.casebook
    .select({ process: importRun.process })
    .from(importRun)
    .where(inArray(importRun.status, ["running", "publishing"]));
  if (active.some((row) => hasEnded(row.process))) await recoverImports(stores, clock);
  const records = await listImports(stores.casebook);
  // Where the desk keeps its files is nobody's business in a browser.
  return records.map((record) => ({
    ...record,
    error: record.error?.replaceAll(UPLOAD_PATH, "its upload") ?? null,
  }));
}
