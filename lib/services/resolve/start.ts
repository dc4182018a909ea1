import { RingleaderError } from "@/lib/core/errors";
import type { ResolveState } from "@/lib/domain/views";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import type { Stores } from "@/lib/stores/connect";
import type { LaunchWorker } from "@/lib/services/imports/launch-worker";
import { completeImportIds } from "@/lib/services/imports/records";
import { noteLaunch, readResolveState } from "./state";

/**
 * Has the networks found anew by a worker process; the run's own record says how it went.
 * @throws RingleaderError `conflict` where a run is under way or nothing is imported.
 */
export async function startResolve(
  stores: Stores,
  actor: Actor,
  launch: LaunchWorker,
  nowMs: number,
): Promise<ResolveState> {
  authorize(actor, "import.run");
  const state = await readResolveState(stores, actor, nowMs);
  if (state.runningSinceMs !== null)
    throw new RingleaderError("conflict", "the networks are being resolved already");
  if ((await completeImportIds(stores.casebook)).length === 0)
    throw new RingleaderError("conflict", "there are no records to find networks in; add some first");
  noteLaunch(stores, nowMs);
  launch(["resolve-worker", "--actor", actor.userId], () => noteLaunch(stores, null));
  return { ...state, runningSinceMs: nowMs, failure: null };
}
