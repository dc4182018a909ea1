import { and, eq, inArray } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Clock } from "@/lib/core/time";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { hasEnded } from "./process-name";
import { finishPublishing } from "./run";
import { finishUndos } from "./undo";

/**
 * Mends imports whose process died: what was staged whole is published; of the rest, what is stored
 * so far is kept, unseen, until somebody goes on with it or throws it away.
 * `orphan` is an import whose worker died before it put its own name on the record.
 * @returns how many of each.
 */
export async function recoverImports(
  stores: Stores,
  clock: Clock,
  orphan?: string,
): Promise<{ published: number; interrupted: number }> {
  const rows = await stores.casebook
    .select()
    .from(importRun)
    .where(inArray(importRun.status, ["running", "publishing"]));
  const mended = { published: 0, interrupted: 0 };
  await finishUndos(stores);
  for (const row of rows) {
    if (row.id !== orphan && !hasEnded(row.process)) continue;
    if (row.status === "publishing") {
      if (await publish(stores, row.id, clock)) mended.published += 1;
    } else if (await interrupt(stores, row.id, row.process, clock)) mended.interrupted += 1;
  }
  return mended;
}

/** One import that cannot be published says why on its record, and holds up nobody else. */
async function publish(stores: Stores, importId: string, clock: Clock): Promise<boolean> {
  try {
    await finishPublishing(stores, importId, "recovery", clock);
    return true;
  } catch (error) {
    if (error instanceof RingleaderError && error.code === "unavailable") throw error;
    const reason = error instanceof RingleaderError ? error.message : "it could not be published";
    await stores.casebook.update(importRun).set({ error: reason }).where(eq(importRun.id, importId));
    return false;
  }
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
