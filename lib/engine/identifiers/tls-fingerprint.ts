import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownToken } from "./shown-value";

export const tlsFingerprint: IdentifierKindSpec = {
  kind: "tls_fingerprint",
  label: "TLS fingerprint",
  family: "client",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.02,
  show: shownToken,
  did: (shown) => `sent TLS fingerprint ${shown}`,
};
