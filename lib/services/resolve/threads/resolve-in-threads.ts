import { counted } from "@/lib/core/format";
import { seededRng } from "@/lib/core/rng";
import { type KeptScores, keepScores, rescore, type Rescored } from "@/lib/engine/incremental/rescore";
import type { EngineInput } from "@/lib/engine/input";
import type { Yardstick } from "@/lib/engine/model";
import type { EngineParameters } from "@/lib/engine/parameters";
import {
  type OnPhase,
  prepare,
  type PreparedRun,
  type Resolution,
  resolveScored,
} from "@/lib/engine/resolve";
import { crowdsOf } from "@/lib/engine/scoring/crowds";
import { ScoringThreads } from "./score-in-threads";

export interface ThreadedRun {
  onPhase?: OnPhase;
  /** As many as there are cores where not said. */
  threads?: number;
  /** Gap tables of an earlier run; measured where there are none. */
  yardstick?: Yardstick | undefined;
  /** Scores of an earlier run with that yardstick. */
  kept?: KeptScores | undefined;
}

/** As the engine's `prepare` with chance from `seed`; gaps are measured in one thread while this one counts crowds. */
export async function prepareInThreads(
  pool: ScoringThreads,
  input: EngineInput,
  parameters: EngineParameters,
  seed: string,
  onPhase: OnPhase,
  yardstick?: Yardstick,
): Promise<PreparedRun> {
  onPhase("measuring crowds and gaps");
  const measuring = yardstick === undefined ? pool.sampleGaps(input, parameters, seed) : undefined;
  const crowds = crowdsOf(input);
  return prepare(input, parameters, seededRng(seed), onPhase, yardstick ?? (await measuring), crowds);
}

/** What an earlier run left can only save time: where it does not fit, everything is scored. */
function rescoredOrNot(prepared: PreparedRun, kept: KeptScores): Rescored | undefined {
  try {
    return rescore(prepared, kept);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * As the engine's `resolve` with chance from `seed`, in all cores, and where an earlier run left its scores only
 * pairs that something new is known of are scored. The result is the same to the last digit.
 */
export async function resolveInThreads(
  input: EngineInput,
  parameters: EngineParameters,
  seed: string,
  { onPhase = () => undefined, threads, yardstick, kept }: ThreadedRun = {},
): Promise<{ resolution: Resolution; kept: KeptScores }> {
  const pool = new ScoringThreads(input, threads);
  try {
    const prepared = await prepareInThreads(pool, input, parameters, seed, onPhase, yardstick);
    const again = kept === undefined ? undefined : rescoredOrNot(prepared, kept);
    if (again !== undefined)
      onPhase(
        `scored again what ${counted(again.accountsTouched, "account")} of ${counted(input.accountIds.length, "account")} ${again.accountsTouched === 1 ? "has" : "have"} to do with`,
      );
    const scored = again?.links ?? (await pool.score(prepared));
    const next = keepScores(prepared, scored);
    return { resolution: resolveScored(prepared, scored, onPhase), kept: next };
  } finally {
    await pool.end();
  }
}
