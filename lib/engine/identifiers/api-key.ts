import { type IdentifierKindSpec, neverReassigned, STOLEN_AFTER_MS } from "./identifier-kind";
import { shownToken } from "./shown-value";

export const apiKey: IdentifierKindSpec = {
  kind: "api_key",
  label: "API key",
  family: "identity",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 32,
  stolenAfterMs: STOLEN_AFTER_MS,
  show: shownToken,
  did: (shown) => `used API key ${shown}`,
};
