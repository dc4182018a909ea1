import { addressLeaseMs } from "./address-lease";
import type { IdentifierKindSpec } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const ipRange: IdentifierKindSpec = {
  kind: "ip_range",
  label: "IP range",
  family: "network",
  leaseMs: addressLeaseMs,
  gap: "windows",
  kappa: 0.05,
  normalise: (value) => value.trim().toLowerCase(),
  partOf: "ip",
  show: shownPlain,
  did: (shown) => `used range ${shown}`,
};
