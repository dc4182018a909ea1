import { DECOYS_ALONE } from "./decoys-alone";
import { framedUnverified, framedVerified } from "./framed-enterprise";
import { oneReseller } from "./one-reseller";
import { publicTooling } from "./public-tooling";
import { reportedCampaign } from "./reported-campaign";
import { residentialProxies } from "./residential-proxies";
import type { Scenario } from "./scenario";
import { secondPool } from "./second-pool";
import { sharedCardAndAddress } from "./shared-card-and-address";
import { stolenCards, stolenCardsAndKeys } from "./stolen-cards";
import { toolingOnly } from "./tooling-only";

export { SCALES, type Scale, type Scenario, type ScenarioTruth, type ScenarioWorld } from "./scenario";

/** All worlds the engine is measured on: rising evasion, then decoys among honest people alone. */
export const SCENARIOS: readonly Scenario[] = [
  sharedCardAndAddress,
  residentialProxies,
  toolingOnly,
  oneReseller,
  secondPool,
  stolenCards,
  stolenCardsAndKeys,
  framedVerified,
  framedUnverified,
  publicTooling,
  reportedCampaign,
  ...DECOYS_ALONE,
];
