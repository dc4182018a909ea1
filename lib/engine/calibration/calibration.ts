import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import type { GuardRow, LinkExplanation } from "@/lib/domain/link";
import { calibrationPair, FEATURES, type CalibrationPair } from "./features";

/** A fitted logistic layer over a pair's bits; plain JSON, kept beside the model it was fitted for. */
export interface Calibration {
  /** Names content and method: equal versions give equal probabilities. */
  version: string;
  /** METHOD of the engine whose bits it reads. */
  method: string;
  /** In words: whose decisions, which data. */
  fittedOn: string;
  intercept: number;
  /** Log-odds (natural) per unit of the feature, each ≥ 0. */
  coefficients: { feature: string; value: number }[];
  /** Fewest and most bits of any label. Nothing was seen beyond either; above the most, more bits give no more probability. */
  bitsMin: number;
  bitsMax: number;
  labels: number;
  same: number;
  different: number;
}

/** The calibration under a version made of its content. */
export function versioned(content: Omit<Calibration, "version">): Calibration {
  const digest = sha256Hex(canonicalJson(content)).slice(0, 12);
  return { version: `${content.method}.calibration.${digest}`, ...content };
}

/** 1 / (1 + e^−x) without overflow at either end. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const odds = Math.exp(x);
  return odds / (1 + odds);
}

/**
 * Probability in [0, 1] that one party runs both accounts, as far as the labels were of that
 * kind: pairs the engine proposes, judged by whoever judged them. Never falls when bits or
 * families rise. A pair without finite bits gets 0.
 */
export function probabilityOf(calibration: Calibration, pair: CalibrationPair): number {
  const bits = Math.min(pair.bits, calibration.bitsMax);
  if (Number.isNaN(bits)) return 0;
  let logOdds = calibration.intercept;
  for (const { feature, value } of calibration.coefficients) {
    const spec = FEATURES.find(({ name }) => name === feature);
    if (spec !== undefined && value > 0) logOdds += value * spec.of({ ...pair, bits });
  }
  return logistic(logOdds);
}

/** Rules that decide a pair whatever its bits are: what was judged of other pairs says nothing of it. */
const DECIDED_BY_RULE: ReadonlySet<GuardRow["guard"]> = new Set([
  "verified_enterprise",
  "analyst_cannot_link",
  "analyst_must_link",
]);

/**
 * Probability in [0, 1] of a pair like those that were judged; null for any other: with bits outside those of
 * the labels or below what makes a candidate, of status `none`, without a family, or decided by a rule.
 */
export function probabilityWithinJudged(
  calibration: Calibration,
  link: Pick<LinkExplanation, "bits" | "families" | "status" | "guards" | "thresholds">,
): number | null {
  const bitsMin = Math.max(link.thresholds.candidateBits, calibration.bitsMin);
  const likeThoseJudged =
    link.bits >= bitsMin &&
    link.bits <= calibration.bitsMax &&
    link.status !== "none" &&
    link.families.length > 0 &&
    !link.guards.some(({ guard }) => DECIDED_BY_RULE.has(guard));
  return likeThoseJudged ? probabilityOf(calibration, calibrationPair(link)) : null;
}

/** Whether bits of that model version mean what the calibration was fitted on. */
export function calibrationApplies(calibration: Calibration, modelVersion: string): boolean {
  return (
    modelVersion.startsWith(`${calibration.method}.`) &&
    calibration.coefficients.every(({ feature }) => FEATURES.some(({ name }) => name === feature))
  );
}
