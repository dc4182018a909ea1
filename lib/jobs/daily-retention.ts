import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_MINUTE, type Clock } from "@/lib/core/time";
import { nextRunMs, RIPE_AFTER_MS } from "@/lib/services/retention/rules";
import { runRetention, type RetentionSummary } from "@/lib/services/retention/run";
import type { Stores } from "@/lib/stores/connect";

/** Who the audit log names for what a job does by itself. */
const JOB_ACTOR = "daily-job";
const LOOK_EVERY_MS = 10 * MS_PER_MINUTE;

/** Runs retention where it is due; undefined where it is not, or where another process is at it. */
export async function retentionIfDue(
  stores: Stores,
  clock: Clock,
  signal?: AbortSignal,
): Promise<RetentionSummary | undefined> {
  const due = await nextRunMs(stores.casebook, clock.nowMs());
  if (due === null || due > clock.nowMs()) return undefined;
  try {
    const rulesSetBeforeMs = clock.nowMs() - RIPE_AFTER_MS;
    return await runRetention(stores, JOB_ACTOR, clock, { signal, rulesSetBeforeMs });
  } catch (error) {
    if (error instanceof RingleaderError && error.code === "conflict") return undefined;
    throw error;
  }
}

/**
 * Looks every ten minutes whether retention is due and runs it, as long as the process lives. A
 * failure is told to `onFailure` and tried again a day later. `stop` waits for the table in hand.
 */
export function keepRetention(
  stores: Stores,
  clock: Clock,
  onFailure: (error: unknown) => void,
): { stop(): Promise<void> } {
  const abort = new AbortController();
  let running: Promise<void> | undefined;
  const look = (): void => {
    running ??= retentionIfDue(stores, clock, abort.signal)
      .then(
        () => undefined,
        (error: unknown) => {
          if (!abort.signal.aborted) onFailure(error);
        },
      )
      .finally(() => {
        running = undefined;
      });
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      abort.abort();
      await running;
    },
  };
}
