import type { EngineInput } from "@/lib/engine/input";
import type { EngineModel, Yardstick } from "@/lib/engine/model";
import type { EngineParameters } from "@/lib/engine/parameters";
import type { Crowds } from "@/lib/engine/scoring/crowds";
import type { ScoredLinks } from "@/lib/engine/scoring/scored-links";
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
interface ScoringOrder {
  kind: "order";
  block: number;
  from: number;
  to: number;
}

/** Gap tables are to be measured, with chance from this seed. */
interface GapsOrder {
  kind: "gaps";
  input: EngineInput;
  parameters: EngineParameters;
  seed: string;
}

export type ToScorer = { kind: "setup"; setup: ScoringSetup } | ScoringOrder | GapsOrder;

export type FromScorer =
  | { kind: "gaps"; yardstick: Yardstick }
  | { kind: "part"; block: number; links: ScoredLinks }
  | { kind: "failure"; message: string };
