import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownToken } from "./shown-value";

export const device: IdentifierKindSpec = {
  kind: "device",
  label: "device",
  family: "client",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 8,
  show: shownToken,
  did: (shown) => `used device ${shown}`,
};
