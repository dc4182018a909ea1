import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const emailDomain: IdentifierKindSpec = {
  kind: "email_domain",
  label: "e-mail domain",
  family: "identity",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.05,
  declares: "domain",
  normalise: (value) => value.trim().toLowerCase().replace(/\.$/, ""),
  show: shownPlain,
  did: (shown) => `signed up with an address at ${shown}`,
};
