import { RingleaderError } from "@/lib/core/errors";
import type { Rng } from "@/lib/core/rng";
import { type CalibrationLabel, cappedWeights } from "@/lib/engine/calibration/features";
import { calibrationShortfall } from "@/lib/engine/calibration/fit";
import { heldOutFolds } from "@/lib/engine/calibration/held-out";
import {
  brierScore,
  expectedCalibrationError,
  logLoss,
  type Prediction,
  type ReliabilityBin,
  reliabilityTable,
} from "@/lib/engine/calibration/reliability";
import { type Spread, spreadOf } from "./spread";

/** A scored pair whose accounts the truth names. */
export interface LabelledLink {
  label: CalibrationLabel;
  /** Who runs the account of the smaller id: the link is in that party's fold, wherever the other account's is. */
  party: string;
}

interface CalibrationFigures<T> {
  /** Ten bins of equal width. */
  ece_equal_width: T;
  /** Ten bins of equal weight. */
  ece_equal_mass: T;
  brier: T;
  log_loss: T;
}

export interface CrossValidation {
  /** Most links of one party that count, the others weigh less; null where each link counts once. */
  party_links_max: number | null;
  links: number;
  same: number;
  folds: number;
  splits: number;
  /** Over every held-out fold of every split. */
  by_fold: CalibrationFigures<Spread>;
  /** Over splits, all held-out folds of a split taken together. */
  by_split: CalibrationFigures<Spread>;
  /** Of the first split's held-out folds together. */
  reliability: ReliabilityBin[];
  /** Coefficients over all fits. */
  intercept: Spread;
  coefficients: Record<string, Spread>;
}

export interface CrossValidationOptions {
  folds: number;
  splits: number;
  partyLinksMax: number | null;
  rng: Rng;
}

/** The labels, those of one party counting together as `partyLinksMax` at most; null: each once. */
export function weightedLabels(
  links: readonly LabelledLink[],
  partyLinksMax: number | null,
): CalibrationLabel[] {
  const parties = links.map((link) => link.party);
  const weights = cappedWeights(parties, partyLinksMax ?? Number.POSITIVE_INFINITY);
  return links.map((link, index) => ({ ...link.label, weight: weights[index] ?? 1 }));
}

function figures(predictions: readonly Prediction[]): CalibrationFigures<number> {
  return {
    ece_equal_width: expectedCalibrationError(predictions, "equal_width"),
    ece_equal_mass: expectedCalibrationError(predictions, "equal_mass"),
    brier: brierScore(predictions),
    log_loss: logLoss(predictions),
  };
}

function spreads(draws: readonly CalibrationFigures<number>[]): CalibrationFigures<Spread> {
  const of = (figure: keyof CalibrationFigures<number>): Spread =>
    spreadOf(draws.map((draw) => draw[figure]));
  return {
    ece_equal_width: of("ece_equal_width"),
    ece_equal_mass: of("ece_equal_mass"),
    brier: of("brier"),
    log_loss: of("log_loss"),
  };
}

/**
 * `heldOutFolds` over several random splits. Throws RingleaderError `bad_input` where there are too
 * few labels to fit on, or fewer parties than folds.
 */
export function crossValidate(
  links: readonly LabelledLink[],
  { folds, splits, partyLinksMax, rng }: CrossValidationOptions,
): CrossValidation {
  const labels = weightedLabels(links, partyLinksMax);
  const shortfall = calibrationShortfall(labels);
  if (shortfall !== null) throw new RingleaderError("bad_input", shortfall);
  const parties = links.map((link) => link.party);
  const drawn = Array.from({ length: splits }, () => heldOutFolds(labels, parties, folds, rng));
  const fits = drawn.flat().map((fold) => fold.calibration);
  return {
    party_links_max: partyLinksMax,
    links: links.length,
    same: labels.filter((label) => label.same).length,
    folds,
    splits,
    by_fold: spreads(drawn.flat().map((fold) => figures(fold.predictions))),
    by_split: spreads(drawn.map((split) => figures(split.flatMap((fold) => fold.predictions)))),
    reliability: reliabilityTable((drawn[0] ?? []).flatMap((fold) => fold.predictions)),
    intercept: spreadOf(fits.map((fit) => fit.intercept)),
    coefficients: Object.fromEntries(
      (fits[0]?.coefficients ?? []).map(({ feature }, k) => [
        feature,
        spreadOf(fits.map((fit) => fit.coefficients[k]?.value ?? 0)),
      ]),
    ),
  };
}
