import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const emailPattern: IdentifierKindSpec = {
  kind: "email_pattern",
  label: "e-mail pattern",
  family: "identity",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.05,
  show: shownPlain,
  did: (shown) => `signed up with an address of the form ${shown}`,
};
