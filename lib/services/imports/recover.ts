import { hostname } from "node:os";
import { inArray } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import type { Clock } from "@/lib/core/time";
import type { Stores } from "@/lib/stores/connect";
import { failImport, finishPublishing } from "./run";

function isAlive(processName: string): boolean {
  const [host, pid] = processName.split(":");
  // Another machine's process cannot be asked; its import is left to it.
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return Number(pid) !== process.pid;
  } catch {
    return false;
  }
}

/**
 * Mends imports whose process died: what was staged whole is published, the rest is dropped.
 * @returns how many of each.
 */
export async function recoverImports(
  stores: Stores,
  clock: Clock,
): Promise<{ published: number; dropped: number }> {
  const rows = await stores.casebook
    .select()
    .from(importRun)
    .where(inArray(importRun.status, ["running", "publishing"]));
  const mended = { published: 0, dropped: 0 };
  for (const row of rows) {
    if (isAlive(row.process)) continue;
    if (row.status === "publishing") {
      await finishPublishing(stores, row.id, "recovery", clock);
      mended.published += 1;
    } else {
      await failImport(
        stores,
        row.id,
        "recovery",
        "its process ended before the import was whole; import again",
        clock,
      );
      mended.dropped += 1;
    }
  }
  return mended;
}
