import type { ExplainedLink } from "@/lib/domain/calibration";
import { probabilityWithinJudged } from "@/lib/engine/calibration/calibration";
import { calibrationFor } from "@/lib/services/calibration/newest";
import type { Stores } from "@/lib/stores/connect";
import { explainAccounts } from "./pair";
import { withImports } from "./with-imports";

/**
 * The explanation of a pair as a reader gets it: bits always, the imports its uses came from, and a probability
 * where this desk has earned one for pairs like it.
 */
export async function explainToReader(
  stores: Stores,
  accountA: string,
  accountB: string,
): Promise<ExplainedLink> {
  const link = await withImports(stores, await explainAccounts(stores, accountA, accountB));
  const found = await calibrationFor(stores.casebook, link.modelVersion);
  if (found === null) return link;
  const value = probabilityWithinJudged(found.calibration, link);
  if (value === null) return link;
  return {
    ...link,
    probability: {
      value,
      decisions: found.calibration.labels,
      fittedAtMs: found.fittedAtMs,
    },
  };
}
