import { type IdentifierKindSpec, neverReassigned, STOLEN_AFTER_MS } from "./identifier-kind";
import { shownToken } from "./shown-value";

export const paymentInstrument: IdentifierKindSpec = {
  kind: "payment_instrument",
  label: "payment instrument",
  family: "payment",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 8,
  stolenAfterMs: STOLEN_AFTER_MS,
  show: shownToken,
  did: (shown) => `paid with ${shown}`,
};
