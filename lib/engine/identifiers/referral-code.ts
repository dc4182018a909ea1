import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const referralCode: IdentifierKindSpec = {
  kind: "referral_code",
  label: "referral code",
  family: "identity",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.25,
  show: shownPlain,
  did: (shown) => `signed up with referral code ${shown}`,
};
