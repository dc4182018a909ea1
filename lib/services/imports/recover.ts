import { hostname } from "node:os";
import { and, eq, inArray } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import type { Clock } from "@/lib/core/time";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { finishPublishing } from "./run";
import { finishUndos } from "./undo";

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
 * Mends imports whose process died: what was staged whole is published; of the rest, what is stored
 * so far is kept, unseen, until somebody goes on with it or throws it away.
 * @returns how many of each.
 */
export async function recoverImports(
  stores: Stores,
  clock: Clock,
): Promise<{ published: number; interrupted: number }> {
  const rows = await stores.casebook
    .select()
    .from(importRun)
    .where(inArray(importRun.status, ["running", "publishing"]));
  const mended = { published: 0, interrupted: 0 };
  await finishUndos(stores);
  for (const row of rows) {
    if (isAlive(row.process)) continue;
    if (row.status === "publishing") {
      await finishPublishing(stores, row.id, "recovery", clock);
      mended.published += 1;
    } else if (await interrupt(stores, row.id, row.process, clock)) mended.interrupted += 1;
  }
  return mended;
}

async function interrupt(
  stores: Stores,
  importId: string,
  processName: string,
  clock: Clock,
): Promise<boolean> {
  return await stores.casebook.transaction(async (tx) => {
    const taken = await tx
      .update(importRun)
      .set({ status: "interrupted", error: "its process ended; import the same again to go on" })
      .where(
        and(eq(importRun.id, importId), eq(importRun.status, "running"), eq(importRun.process, processName)),
      )
      .returning({ id: importRun.id });
    if (taken.length === 0) return false;
    await appendAudit(
      tx,
      { actorId: "recovery", action: "import.interrupt", objectType: "import", objectId: importId },
      clock.nowMs(),
    );
    return true;
  });
}
