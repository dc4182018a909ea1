import type { Link } from "@/lib/domain/link";

/** What the logistic layer sees of a scored pair; bits as `resolve` and `explainPair` give them. */
export interface CalibrationPair {
  /** Combined over families, counter-evidence taken off. */
  bits: number;
  /** Families that give at least `familyBitsMin`. */
  families: number;
}

/** A pair somebody, or the truth of a data set, has judged. */
export interface CalibrationLabel extends CalibrationPair {
  /** One party runs both accounts. */
  same: boolean;
  /** How much the label counts, 1 where absent; see `cappedWeights`. */
  weight?: number;
}

/** A number made of a pair, whose coefficient is never below 0: more evidence never lowers a probability. */
interface Feature {
  name: string;
  of: (pair: CalibrationPair) => number;
}

/**
 * Besides the intercept. Minima of bits bend the curve: where raw bits are over-confident, each further
 * bit says less than the one before. A calibration is kept with these names and is of no use under others.
 */
export const FEATURES: readonly Feature[] = [
  { name: "bits", of: (pair) => pair.bits },
  { name: "bits_to_6", of: (pair) => Math.min(6, pair.bits) },
  { name: "bits_to_10", of: (pair) => Math.min(10, pair.bits) },
  { name: "further_families", of: (pair) => Math.max(0, pair.families - 1) },
];

/** What the layer sees of a link. */
export function calibrationPair(link: Pick<Link, "bits" | "families">): CalibrationPair {
  return { bits: link.bits, families: link.families.length };
}

/**
 * Weights that keep one party from deciding a fit: labels of one group (an operator, a network)
 * count together as `groupLabelsMax` labels at most. Same order as `groups`.
 */
export function cappedWeights(groups: readonly string[], groupLabelsMax: number): number[] {
  const size = new Map<string, number>();
  for (const group of groups) size.set(group, (size.get(group) ?? 0) + 1);
  return groups.map((group) => Math.min(1, groupLabelsMax / (size.get(group) ?? 1)));
}
