import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownToken } from "./shown-value";

export const apiKey: IdentifierKindSpec = {
  kind: "api_key",
  label: "API key",
  family: "identity",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 32,
  show: shownToken,
  did: (shown) => `used API key ${shown}`,
};
