import { and, inArray, isNull } from "drizzle-orm";
import { resolveRun } from "@/drizzle/schema";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";

/** Says of every run that it has not seen the roster, or what the reason names, as it is now; the first reason given stays. */
export async function markRunsStale(
  tx: CasebookTransaction,
  nowMs: number,
  reason = "the roster was changed",
): Promise<void> {
  await tx
    .update(resolveRun)
    .set({ staleSince: new Date(nowMs), staleReason: reason })
    .where(and(inArray(resolveRun.status, ["complete", "running"]), isNull(resolveRun.staleSince)));
}
