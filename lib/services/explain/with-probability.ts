import type { ExplainedLink } from "@/lib/domain/calibration";
import { probabilityOf } from "@/lib/engine/calibration/calibration";
import { calibrationPair } from "@/lib/engine/calibration/features";
import { calibrationFor } from "@/lib/services/calibration/newest";
import type { Stores } from "@/lib/stores/connect";
import { explainAccounts } from "./pair";
import { withImports } from "./with-imports";

/**
 * The explanation of a pair as a reader gets it: bits always, the imports its uses came from, and a probability
 * where this desk has earned one.
 */
export async function explainToReader(
  stores: Stores,
  accountA: string,
  accountB: string,
): Promise<ExplainedLink> {
  const link = await withImports(stores, await explainAccounts(stores, accountA, accountB));
  const found = await calibrationFor(stores.casebook, link.modelVersion);
  if (found === null) return link;
  return {
    ...link,
    probability: {
      value: probabilityOf(found.calibration, calibrationPair(link)),
      decisions: found.calibration.labels,
      fittedAtMs: found.fittedAtMs,
    },
  };
}
