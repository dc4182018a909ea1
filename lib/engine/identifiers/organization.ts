import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const organization: IdentifierKindSpec = {
  kind: "organization",
  label: "organization",
  family: "identity",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.05,
  declares: "organization",
  show: shownPlain,
  did: (shown) => `named the organization ${shown}`,
};
