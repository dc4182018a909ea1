import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const asn: IdentifierKindSpec = {
  kind: "asn",
  label: "autonomous system",
  family: "network",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.005,
  show: shownPlain,
  did: (shown) => `used autonomous system ${shown}`,
};
