import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const clientProfile: IdentifierKindSpec = {
  kind: "client_profile",
  label: "client profile",
  family: "client",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.02,
  show: shownPlain,
  did: (shown) => `used client ${shown}`,
};
