import { dayUtc } from "@/lib/core/time";
import { grouped } from "@/lib/core/format";
import type { LinkExplanation } from "./link";

/** How often analysts of this desk confirmed pairs like one, where enough of them were judged. */
export interface LinkProbability {
  /** In [0, 1]. */
  value: number;
  /** Decisions it was fitted on. */
  decisions: number;
  fittedAtMs: number;
}

/** A link as it is shown: with a probability only where the desk's own decisions gave a calibration for its method. */
export interface ExplainedLink extends LinkExplanation {
  probability?: LinkProbability;
}

/** One bin of promised probabilities, [from, to], against what analysts decided; numbers are null in an empty bin. */
export interface CalibrationBin {
  from: number;
  to: number;
  /** Judged pairs in it. */
  n: number;
  predicted: number | null;
  observed: number | null;
  /** 95 % interval of `observed`. */
  low: number | null;
  high: number | null;
}

/** The calibration links are shown with, and how it kept its promises to pairs it had not seen. */
export interface CalibrationInUse {
  version: string;
  fittedAtMs: number;
  mustLink: number;
  cannotLink: number;
  bitsMin: number;
  bitsMax: number;
  expectedCalibrationError: number;
  bins: CalibrationBin[];
}

export interface CalibrationView {
  /** Method of the engine whose bits are meant. */
  method: string;
  /** Judged pairs on record now. */
  decisions: number;
  /** What a fit still lacks, in words; null where there is enough. */
  missing: string | null;
  inUse: CalibrationInUse | null;
}

/** "about 93 in 100"; never 0 and never all. */
function inHundred(value: number): string {
  const share = Math.round(value * 100);
  return share < 1 ? "fewer than 1 in 100" : share > 99 ? "more than 99 in 100" : `about ${share} in 100`;
}

/** The probability in one plain sentence, with what it rests on. */
export function probabilitySentence({ value, decisions, fittedAtMs }: LinkProbability): string {
  return `Of pairs judged here that look like this one, analysts said of ${inHundred(value)} that they must be linked (${grouped(decisions)} decisions, fitted ${dayUtc(fittedAtMs)}).`;
}
