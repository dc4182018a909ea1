import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const signupBurst: IdentifierKindSpec = {
  kind: "signup_burst",
  label: "sign-up burst",
  family: "behaviour",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.1,
  show: shownPlain,
  did: (shown) => `signed up in the burst of ${shown}`,
};
