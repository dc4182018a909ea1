import type { Rng } from "@/lib/core/rng";
import type { EngineInput } from "@/lib/engine/input";
import type { EngineParameters } from "@/lib/engine/parameters";
import { type OnPhase, prepare, type Resolution, resolveScored } from "@/lib/engine/resolve";
import { scoreInThreads } from "./score-in-threads";

/** As the engine's `resolve`, with pairs scored in all cores. The result is the same to the last digit. */
export async function resolveInThreads(
  input: EngineInput,
  parameters: EngineParameters,
  rng: Rng,
  onPhase?: OnPhase,
  threads?: number,
): Promise<Resolution> {
  const prepared = prepare(input, parameters, rng, onPhase);
  return resolveScored(prepared, await scoreInThreads(prepared, threads), onPhase);
}
