import { and, eq } from "drizzle-orm";
import { importRun } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import type { Clock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { failImport } from "./run";

/**
 * Calls an import off. A running one hears of it within about a second and drops what it stored; an
 * interrupted one has nobody to hear, so what it stored is dropped here.
 * @throws RingleaderError `not_found`, `conflict` where it is past calling off.
 */
export async function cancelImport(
  stores: Stores,
  actor: Actor,
  importId: string,
  clock: Clock,
): Promise<{ importId: string }> {
  authorize(actor, "import.run");
  const [row] = await stores.casebook.select().from(importRun).where(eq(importRun.id, importId));
  if (row === undefined) throw new RingleaderError("not_found", "there is no such import");
  if (row.status === "interrupted") {
    const reason = "called off after it was interrupted";
    if (await failImport(stores, importId, actor.userId, "cancelled", reason, clock, "interrupted"))
      return { importId };
  }
  const nowMs = clock.nowMs();
  await stores.casebook.transaction(async (tx) => {
    const asked = await tx
      .update(importRun)
      .set({ cancelRequestedAt: new Date(nowMs) })
      .where(and(eq(importRun.id, importId), eq(importRun.status, "running")))
      .returning({ id: importRun.id });
    if (asked.length === 0)
      throw new RingleaderError(
        "conflict",
        row.status === "publishing"
          ? "this import is being published; undo it once it is complete"
          : "this import is not running any more",
      );
    await appendAudit(
      tx,
      { actorId: actor.userId, action: "import.ask_cancel", objectType: "import", objectId: importId },
      nowMs,
    );
  });
  return { importId };
}
