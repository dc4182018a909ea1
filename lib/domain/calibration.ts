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

/** "about 93 in 100"; never 0 and never all. */
function inHundred(value: number): string {
  const share = Math.round(value * 100);
  return share < 1 ? "fewer than 1 in 100" : share > 99 ? "more than 99 in 100" : `about ${share} in 100`;
}

/** The probability in one plain sentence, with what it rests on. */
export function probabilitySentence({ value, decisions, fittedAtMs }: LinkProbability): string {
  return `Of pairs judged here that look like this one, analysts said of ${inHundred(value)} that they must be linked (${grouped(decisions)} decisions, fitted ${dayUtc(fittedAtMs)}).`;
}
