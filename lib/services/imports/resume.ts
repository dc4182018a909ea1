import { existsSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Clock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import type { LaunchWorker } from "./launch-worker";
import { processName } from "./process-name";
import { launchImport } from "./start";

/**
 * Lets an interrupted import go on from what it stored, in a worker process.
 * @throws RingleaderError `not_found`, `conflict` where it is not interrupted or its files are gone.
 */
export async function resumeImport(
  stores: Stores,
  actor: Actor,
  importId: string,
  launch: LaunchWorker,
  clock: Clock,
): Promise<{ importId: string }> {
  authorize(actor, "import.run");
  const [row] = await stores.casebook.select().from(importRun).where(eq(importRun.id, importId));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such import");
  if (row.status === "interrupted" && !existsSync(row.sourcePath))
    throw new RingleaderError(
      "conflict",
      "the files of this import are not where they were; call it off and import them again",
    );
  const nowMs = clock.nowMs();
  await stores.casebook.transaction(async (tx) => {
    const taken = await tx
      .update(importRun)
      .set({ status: "running", process: processName(), cancelRequestedAt: null, error: null })
      .where(and(eq(importRun.id, importId), eq(importRun.status, "interrupted")))
      .returning({ id: importRun.id });
    if (taken.length === 0) throw new RingleaderError("conflict", "only an interrupted import can go on");
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "import.resume", objectType: "import", objectId: importId },
      nowMs,
    );
  });
  launchImport(stores, importId, actor, launch, clock);
  return { importId };
}
