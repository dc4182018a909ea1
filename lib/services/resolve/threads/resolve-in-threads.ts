import { counted } from "@/lib/core/format";
import type { Rng } from "@/lib/core/rng";
import { type KeptScores, keepScores, rescore } from "@/lib/engine/incremental/rescore";
import type { EngineInput } from "@/lib/engine/input";
import type { Yardstick } from "@/lib/engine/model";
import type { EngineParameters } from "@/lib/engine/parameters";
import { type OnPhase, prepare, type Resolution, resolveScored } from "@/lib/engine/resolve";
import { scoreInThreads } from "./score-in-threads";

export interface ThreadedRun {
  onPhase?: OnPhase;
  threads?: number;
  /** Gap tables of an earlier run; measured where there are none. */
  yardstick?: Yardstick | undefined;
  /** Scores of an earlier run with that yardstick. */
  kept?: KeptScores | undefined;
}

/**
 * As the engine's `resolve`, with pairs scored in all cores, and where an earlier run left its scores only
 * pairs that something new is known of. The result is the same to the last digit.
 */
export async function resolveInThreads(
  input: EngineInput,
  parameters: EngineParameters,
  rng: Rng,
  { onPhase = () => undefined, threads, yardstick, kept }: ThreadedRun = {},
): Promise<{ resolution: Resolution; kept: KeptScores }> {
  const prepared = prepare(input, parameters, rng, onPhase, yardstick);
  const again = kept === undefined ? undefined : rescore(prepared, kept);
  if (again !== undefined)
    onPhase(
      `scored again what ${counted(again.accountsTouched, "account")} of ${counted(input.accountIds.length, "account")} ${again.accountsTouched === 1 ? "has" : "have"} to do with`,
    );
  const scored = again?.links ?? (await scoreInThreads(prepared, threads));
  const next = keepScores(prepared, scored);
  return { resolution: resolveScored(prepared, scored, onPhase), kept: next };
}
