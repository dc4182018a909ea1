import { RingleaderError } from "@/lib/core/errors";
import { randomInt, type Rng } from "@/lib/core/rng";
import type { CalibrationLabel } from "./features";
import { fitLabels } from "./fit";
import type { Calibration } from "./calibration";
import { type Prediction, predictionsOf } from "./reliability";

/** What one fold's labels were given by a layer fitted on all other folds. */
export interface HeldOutFold {
  calibration: Calibration;
  predictions: Prediction[];
}

/**
 * Fold in [0, folds) of every party. Parties with a confirmed label and those without are dealt
 * apart, so that every fold has its share of both.
 */
function foldsOf(
  labels: readonly CalibrationLabel[],
  parties: readonly string[],
  folds: number,
  rng: Rng,
): Map<string, number> {
  const confirmed = new Map<string, boolean>();
  labels.forEach((label, index) => {
    const party = parties[index] ?? "";
    confirmed.set(party, (confirmed.get(party) ?? false) || label.same);
  });
  const foldOf = new Map<string, number>();
  for (const wanted of [true, false]) {
    const left = [...confirmed.keys()].filter((party) => confirmed.get(party) === wanted).sort();
    for (let dealt = 0; left.length > 0; dealt++) {
      const drawn = randomInt(rng, left.length);
      const party = left[drawn] ?? "";
      left[drawn] = left.at(-1) ?? "";
      left.pop();
      foldOf.set(party, dealt % folds);
    }
  }
  return foldOf;
}

/**
 * How well a layer does on parties it has not seen: fits on all folds but one and predicts that one, for
 * each. Labels of one party (an operator, a network; `parties` has one entry per label) are in one fold, or
 * a layer would be tested on what it has learnt. The parts of the labels may be smaller than `fitCalibration`
 * asks of the whole. Throws RingleaderError `bad_input` where there are fewer parties than folds, or one fold.
 */
export function heldOutFolds(
  labels: readonly CalibrationLabel[],
  parties: readonly string[],
  folds: number,
  rng: Rng,
): HeldOutFold[] {
  const foldOf = foldsOf(labels, parties, folds, rng);
  if (folds < 2 || foldOf.size < folds) {
    throw new RingleaderError("bad_input", "cross-validation needs two folds and as many parties", {
      details: { folds, parties: foldOf.size },
    });
  }
  return Array.from({ length: folds }, (_, fold) => {
    const inFold = (index: number): boolean => foldOf.get(parties[index] ?? "") === fold;
    const calibration = fitLabels(
      labels.filter((_, index) => !inFold(index)),
      "cross-validation",
    );
    return {
      calibration,
      predictions: predictionsOf(
        calibration,
        labels.filter((_, index) => inFold(index)),
      ),
    };
  });
}
