import type { CalibrationView } from "@/lib/domain/calibration";
import { calibrationShortfall } from "@/lib/engine/calibration/fit";
import { METHOD } from "@/lib/engine/model";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import { decisionLabels } from "./labels";
import { calibrationFor } from "./newest";

/** The calibration links of this method are shown with, with its reliability, or what is missing for one. */
export async function readCalibration(casebook: CasebookReader): Promise<CalibrationView> {
  const [labels, kept] = await Promise.all([
    decisionLabels(casebook),
    calibrationFor(casebook, `${METHOD}.`),
  ]);
  return {
    method: METHOD,
    decisions: labels.length,
    missing: calibrationShortfall(labels),
    inUse:
      kept === null
        ? null
        : {
            version: kept.calibration.version,
            fittedAtMs: kept.fittedAtMs,
            mustLink: kept.calibration.same,
            cannotLink: kept.calibration.different,
            bitsMin: kept.calibration.bitsMin,
            bitsMax: kept.calibration.bitsMax,
            ...kept.reliability,
          },
  };
}
