import { hoursWords } from "../behaviour/active-hours";
import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";

/**
 * The very same hours of the day, "h00ff00" with bit h for UTC hour h, where an import brings them. Office
 * hours are everybody's; only a pattern hardly anybody else keeps says a little.
 */
export const hourSignatureKind: IdentifierKindSpec = {
  kind: "hour_signature",
  label: "hours of the day",
  family: "behaviour",
  leaseMs: neverReassigned,
  gap: "none",
  kappa: 2,
  gathersByNature: true,
  show: (value) => hoursWords(Number.parseInt(value.slice(1), 16) || 0),
  did: (shown) => `are active at ${shown} and at no other hour`,
};
