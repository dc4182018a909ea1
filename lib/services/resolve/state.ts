import { desc } from "drizzle-orm";
import { resolveRun } from "@/drizzle/schema";
import { MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import type { ResolveState } from "@/lib/domain/views";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import type { Stores } from "@/lib/stores/connect";
import { newestRun } from "@/lib/services/networks/read";

/** A run that is on record as running for longer has died: its process could not say so. */
const RUNNING_MS_MAX = 2 * MS_PER_HOUR;

/** A worker needs a moment before its run is on record. */
const LAUNCH_MS_MAX = MS_PER_MINUTE;
const launched = new WeakMap<Stores, number>();

/** Remembers that a worker was started, until its run is on record; null forgets it. */
export function noteLaunch(stores: Stores, atMs: number | null): void {
  if (atMs === null) launched.delete(stores);
  else launched.set(stores, atMs);
}

/** Where the networks stand: when they were found, whether that is stale, and whether a run is under way. */
export async function readResolveState(stores: Stores, actor: Actor, nowMs: number): Promise<ResolveState> {
  authorize(actor, "import.read");
  const run = await newestRun(stores.casebook);
  const [last] = await stores.casebook.select().from(resolveRun).orderBy(desc(resolveRun.startedAt)).limit(1);
  const startedMs = last?.startedAt.getTime() ?? 0;
  const launchedMs = launched.get(stores) ?? 0;
  const starting = launchedMs > startedMs && nowMs - launchedMs < LAUNCH_MS_MAX;
  const running = last?.status === "running" && nowMs - startedMs < RUNNING_MS_MAX;
  return {
    run,
    runningSinceMs: running ? startedMs : starting ? launchedMs : null,
    failure: last?.status === "failed" ? last.error : null,
  };
}
