import { RingleaderError } from "@/lib/core/errors";
import { counted } from "@/lib/core/format";
import { METHOD } from "../model";
import { type Calibration, versioned } from "./calibration";
import { type CalibrationLabel, FEATURES } from "./features";
import { fitLogistic } from "./logistic-fit";

/** Fewer say too little: the reliability table would be all interval. */
const LABELS_MIN = 200;
const LABELS_OF_VERDICT_MIN = 40;

/** Pull of every coefficient towards 0, as that many labels' worth of squared log-odds per unit. */
const RIDGE = 1;

/** What is still missing for a fit, in words; null where there is enough. */
export function calibrationShortfall(labels: readonly CalibrationLabel[]): string | null {
  const same = labels.filter((label) => label.same).length;
  const missing: string[] = [];
  const ask = (there: number, needed: number, what: string): void => {
    if (there < needed) missing.push(`${counted(needed - there, what)} more (${there} of ${needed})`);
  };
  ask(labels.length, LABELS_MIN, "judged pair");
  ask(same, LABELS_OF_VERDICT_MIN, "confirmed pair");
  ask(labels.length - same, LABELS_OF_VERDICT_MIN, "rejected pair");
  return missing.length === 0 ? null : `A calibration needs ${missing.join(", ")}.`;
}

/**
 * Fits the layer (Platt 1999, with a ridge and coefficients ≥ 0) on judged pairs, in any order; their
 * bits and families as the engine had them, without what the judgement itself adds. `fittedOn` says whose
 * judgements they are. Throws RingleaderError `bad_input` with fewer than 200 labels or 40 of a verdict,
 * and for a label whose numbers are not finite or whose weight is not above 0.
 */
export function fitCalibration(labels: readonly CalibrationLabel[], fittedOn: string): Calibration {
  const shortfall = calibrationShortfall(labels);
  if (shortfall !== null) {
    const same = labels.filter((label) => label.same).length;
    throw new RingleaderError("bad_input", shortfall, {
      details: { labels: labels.length, same, different: labels.length - same },
    });
  }
  return fitLabels(labels, fittedOn);
}

/** As `fitCalibration`, of however few labels: for parts of a whole that is large enough. */
export function fitLabels(labels: readonly CalibrationLabel[], fittedOn: string): Calibration {
  labels.forEach((label, index) => {
    const weight = label.weight ?? 1;
    if (![label.bits, label.families, weight].every(Number.isFinite) || weight <= 0) {
      throw new RingleaderError("bad_input", "a label needs finite bits and families and a weight above 0", {
        details: { index },
      });
    }
  });
  const { intercept, slopes } = fitLogistic(
    labels.map((label) => ({
      features: FEATURES.map((feature) => feature.of(label)),
      positive: label.same,
      weight: label.weight ?? 1,
    })),
    RIDGE,
  );
  const same = labels.filter((label) => label.same).length;
  return versioned({
    method: METHOD,
    fittedOn,
    intercept,
    coefficients: FEATURES.map(({ name }, k) => ({ feature: name, value: slopes[k] ?? 0 })),
    bitsMin: labels.reduce((least, label) => Math.min(least, label.bits), Number.POSITIVE_INFINITY),
    bitsMax: labels.reduce((most, label) => Math.max(most, label.bits), Number.NEGATIVE_INFINITY),
    labels: labels.length,
    same,
    different: labels.length - same,
  });
}
