import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownToken } from "./shown-value";

/** The account's own wallet, where accounts are wallets. */
export const wallet: IdentifierKindSpec = {
  kind: "wallet",
  label: "own wallet",
  family: "payment",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 4,
  ownKind: true,
  show: shownToken,
  did: (shown) => `are wallet ${shown}`,
};
