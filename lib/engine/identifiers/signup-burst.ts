import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

/**
 * Ten minutes accounts were created in (`signupBurstOf`). The value is itself a time, so the distance in time says
 * nothing more; and a class signs up as an operator does.
 */
export const signupBurst: IdentifierKindSpec = {
  kind: "signup_burst",
  label: "sign-up burst",
  family: "behaviour",
  leaseMs: neverReassigned,
  gap: "none",
  kappa: 2,
  gathersByNature: true,
  show: shownPlain,
  did: (shown) => `signed up in the ten minutes from ${shown}`,
};
