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
  normalise: (value) => value.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase(),
  show: shownPlain,
  did: (shown) => `named the organization ${shown}`,
};
