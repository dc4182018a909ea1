import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

export const cardBin: IdentifierKindSpec = {
  kind: "card_bin",
  label: "card BIN",
  family: "payment",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.02,
  partOf: "payment_instrument",
  show: shownPlain,
  did: (shown) => `paid with a card of BIN ${shown}`,
};
