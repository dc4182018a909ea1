import { type Calibration, probabilityOf } from "./calibration";
import type { CalibrationLabel } from "./features";

/** A probability that was given and what turned out. */
export interface Prediction {
  probability: number;
  same: boolean;
  /** 1 where absent. */
  weight?: number;
}

/** `equal_width` cuts [0, 1] evenly; `equal_mass` gives each bin the same weight, equal probabilities staying together. */
export type Binning = "equal_width" | "equal_mass";

/** One bin of probabilities, [from, to]. Numbers that need a label are null in an empty bin. */
export interface ReliabilityBin {
  from: number;
  to: number;
  n: number;
  weight: number;
  /** Mean probability given. */
  predicted: number | null;
  /** Share that turned out the same. */
  observed: number | null;
  /** Wilson 95 % interval of `observed`; of weighted labels with (Σw)²/Σw² as their number. */
  low: number | null;
  high: number | null;
}

/** Wilson's (1927) 95 % interval of a share seen in n trials, n > 0. */
export function wilsonInterval(share: number, n: number): { low: number; high: number } {
  const z = 1.959964;
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export function predictionsOf(calibration: Calibration, labels: readonly CalibrationLabel[]): Prediction[] {
  return labels.map((label) => ({
    probability: probabilityOf(calibration, label),
    same: label.same,
    weight: label.weight ?? 1,
  }));
}

/** What was promised against what turned out, in rising bins of probability. */
export function reliabilityTable(
  predictions: readonly Prediction[],
  bins = 10,
  binning: Binning = "equal_width",
): ReliabilityBin[] {
  const groups =
    binning === "equal_width" ? groupsOfWidth(predictions, bins) : groupsOfMass(predictions, bins);
  return groups.map((group, index): ReliabilityBin => {
    const weight = sum(group, () => 1);
    const edges =
      binning === "equal_width"
        ? { from: index / bins, to: (index + 1) / bins }
        : { from: group[0]?.probability ?? 0, to: group.at(-1)?.probability ?? 0 };
    if (weight === 0)
      return { ...edges, n: 0, weight, predicted: null, observed: null, low: null, high: null };
    const observed = sum(group, (one) => (one.same ? 1 : 0)) / weight;
    const labels = weight ** 2 / sum(group, (one) => one.weight ?? 1);
    return {
      ...edges,
      n: group.length,
      weight,
      predicted: sum(group, (one) => one.probability) / weight,
      observed,
      ...wilsonInterval(observed, labels),
    };
  });
}

/**
 * Mean distance between promised and observed over the bins, by weight (Naeini et al. 2015). It
 * is above 0 even for a perfect layer where bins are small; 0 without predictions.
 */
export function expectedCalibrationError(
  predictions: readonly Prediction[],
  binning: Binning,
  bins = 10,
): number {
  const table = reliabilityTable(predictions, bins, binning);
  const weight = table.reduce((total, bin) => total + bin.weight, 0);
  if (weight === 0) return 0;
  return (
    table.reduce(
      (total, bin) => total + bin.weight * Math.abs((bin.predicted ?? 0) - (bin.observed ?? 0)),
      0,
    ) / weight
  );
}

/** Mean squared distance from what turned out; 0 without predictions. */
export function brierScore(predictions: readonly Prediction[]): number {
  return mean(predictions, (one) => (one.probability - (one.same ? 1 : 0)) ** 2);
}

/** Mean −ln of the probability given to what turned out, which counts as 1e-12 at least; 0 without predictions. */
export function logLoss(predictions: readonly Prediction[]): number {
  return mean(
    predictions,
    (one) => -Math.log(Math.max(1e-12, one.same ? one.probability : 1 - one.probability)),
  );
}

function sum(predictions: readonly Prediction[], of: (one: Prediction) => number): number {
  return predictions.reduce((total, one) => total + (one.weight ?? 1) * of(one), 0);
}

function mean(predictions: readonly Prediction[], of: (one: Prediction) => number): number {
  const weight = sum(predictions, () => 1);
  return weight === 0 ? 0 : sum(predictions, of) / weight;
}

function groupsOfWidth(predictions: readonly Prediction[], bins: number): Prediction[][] {
  const groups: Prediction[][] = Array.from({ length: bins }, () => []);
  for (const one of predictions) groups[Math.min(bins - 1, Math.floor(one.probability * bins))]?.push(one);
  return groups;
}

function groupsOfMass(predictions: readonly Prediction[], bins: number): Prediction[][] {
  const rising = [...predictions].sort((x, y) => x.probability - y.probability);
  const total = sum(rising, () => 1);
  const groups: Prediction[][] = [];
  let before = 0;
  for (const [index, one] of rising.entries()) {
    const last = groups.at(-1);
    const tied = rising[index - 1]?.probability === one.probability;
    if (last === undefined || (!tied && before >= (groups.length * total) / bins)) groups.push([one]);
    else last.push(one);
    before += one.weight ?? 1;
  }
  return groups;
}
