import { calibration as calibrationTable } from "@/drizzle/schema";
import { newId } from "@/lib/core/ids";
import type { Calibration } from "@/lib/engine/calibration/calibration";
import { calibrationShortfall, fitCalibration } from "@/lib/engine/calibration/fit";
import {
  expectedCalibrationError,
  predictionsOf,
  reliabilityTable,
  type ReliabilityBin,
} from "@/lib/engine/calibration/reliability";
import { METHOD } from "@/lib/engine/model";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { heldOutPredictions } from "./held-out";
import { decisionLabels } from "./labels";

/** Above it promises are not kept well enough to be made. */
const CALIBRATION_ERROR_MAX = 0.05;

/** What was promised against what analysts decided. */
interface Reliability {
  bins: ReliabilityBin[];
  /** Over ten bins of equal width. */
  expectedCalibrationError: number;
  /** Whether each promise was made without having seen the decision it is held against. */
  heldOut: boolean;
}

export interface CalibrationFit {
  method: string;
  decisions: number;
  mustLink: number;
  cannotLink: number;
  /** What is missing for a fit, in words; null where there was enough. */
  missing: string | null;
  /** Why a fit there was enough for is not kept, in words; null where nothing speaks against it. */
  refused: string | null;
  calibration: Calibration | null;
  reliability: Reliability | null;
  /** Whether explanations use it from now on. */
  kept: boolean;
}

function refusalOf({ heldOut, expectedCalibrationError: error }: Reliability): string | null {
  if (!heldOut)
    return "Not kept: with so few decisions none can be left out of a fit, so nothing says how it does on pairs it has not seen.";
  if (error > CALIBRATION_ERROR_MAX)
    return `Not kept: on decisions it had not seen its expected calibration error is ${error.toFixed(3)}, above ${CALIBRATION_ERROR_MAX}.`;
  return null;
}

/**
 * Fits how often analysts confirm links of so many bits, on the desk's own decisions, and keeps it where
 * decisions it had not seen bear it out. Otherwise, and with too few decisions, says why and keeps nothing.
 */
export async function fitOnDecisions(
  stores: Stores,
  actorId: string,
  nowMs: number,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<CalibrationFit> {
  const labels = await decisionLabels(stores.casebook);
  const mustLink = labels.filter((label) => label.same).length;
  const counts = {
    method: METHOD,
    decisions: labels.length,
    mustLink,
    cannotLink: labels.length - mustLink,
  };
  const missing = calibrationShortfall(labels);
  if (missing !== null)
    return { ...counts, missing, refused: null, calibration: null, reliability: null, kept: false };
  const calibration = fitCalibration(labels, `${labels.length} decisions of this desk's analysts`);
  const heldOut = heldOutPredictions(labels);
  const predictions = heldOut ?? predictionsOf(calibration, labels);
  const reliability: Reliability = {
    bins: reliabilityTable(predictions),
    expectedCalibrationError: expectedCalibrationError(predictions, "equal_width"),
    heldOut: heldOut !== null,
  };
  const refused = refusalOf(reliability);
  const kept = refused === null && !dryRun;
  if (kept) {
    await stores.casebook.transaction(async (tx) => {
      const id = newId("cal");
      await tx.insert(calibrationTable).values({
        id,
        fittedAt: new Date(nowMs),
        byId: actorId,
        method: calibration.method,
        coefficients: calibration,
        reliability,
        mustLink: counts.mustLink,
        cannotLink: counts.cannotLink,
      });
      await appendAudit(
        tx,
        {
          actorId,
          action: "calibration.fit",
          objectType: "calibration",
          objectId: id,
          details: { version: calibration.version, mustLink: counts.mustLink, cannotLink: counts.cannotLink },
        },
        nowMs,
      );
    });
  }
  return { ...counts, missing: null, refused, calibration, reliability, kept };
}
