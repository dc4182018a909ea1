import type { EngineInput } from "@/lib/engine/input";
import type { EngineModel } from "@/lib/engine/model";
import type { Crowds } from "@/lib/engine/scoring/crowds";
import type { ScoredLinks } from "@/lib/engine/scoring/score-links";
import type { ScoringPlan } from "@/lib/engine/scoring/score-pair";

/** What every thread reads: columns in shared memory, nothing with a name in it. */
export interface ScoringSetup {
  input: EngineInput;
  crowds: Crowds;
  model: EngineModel;
  plan: ScoringPlan;
  placeOfUse: Int32Array;
}

/** Accounts [from, to) whose pairs a thread is to score. */
export interface ScoringOrder {
  block: number;
  from: number;
  to: number;
}

export type FromScorer =
  | { kind: "part"; block: number; links: ScoredLinks }
  | { kind: "failure"; message: string };
