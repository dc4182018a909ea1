import { canonicalIp } from "@/lib/domain/ip-range";
import { addressLeaseMs } from "./address-lease";
import type { IdentifierKindSpec } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const ip: IdentifierKindSpec = {
  kind: "ip",
  label: "IP address",
  family: "network",
  leaseMs: addressLeaseMs,
  gap: "windows",
  kappa: 0.5,
  normalise: (value) => canonicalIp(value) ?? value,
  show: shownPlain,
  did: (shown) => `used address ${shown}`,
};
