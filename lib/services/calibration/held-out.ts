import { groupBy } from "@/lib/core/group-by";
import { calibrationShortfall, fitCalibration } from "@/lib/engine/calibration/fit";
import { predictionsOf, type Prediction } from "@/lib/engine/calibration/reliability";
import type { DecisionLabel } from "./labels";

const FOLDS = 5;

/** Labels in folds of about one size; a group is wholly in one. */
function foldsOf(labels: readonly DecisionLabel[]): DecisionLabel[][] {
  const folds: DecisionLabel[][] = Array.from({ length: FOLDS }, () => []);
  const groups = [...groupBy(labels, (label) => label.group)].sort(
    ([nameX, x], [nameY, y]) => y.length - x.length || (nameX < nameY ? -1 : 1),
  );
  for (const [, members] of groups) {
    const smallest = folds.reduce((least, fold) => (fold.length < least.length ? fold : least));
    smallest.push(...members);
  }
  return folds;
}

/** What a calibration promises for labels it has not seen; null where there are too few to leave any out. */
export function heldOutPredictions(labels: readonly DecisionLabel[]): Prediction[] | null {
  const folds = foldsOf(labels);
  const predictions: Prediction[] = [];
  for (const fold of folds) {
    const others = folds.filter((other) => other !== fold).flat();
    if (calibrationShortfall(others) !== null) return null;
    predictions.push(...predictionsOf(fitCalibration(others, "all folds but one"), fold));
  }
  return predictions;
}
