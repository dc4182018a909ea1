import { MS_PER_DAY } from "@/lib/core/time";
import type { IdentifierKindSpec } from "./identifier-kind";
import { shownTail } from "./shown-value";

export const phone: IdentifierKindSpec = {
  kind: "phone",
  label: "phone number",
  family: "identity",
  leaseMs: () => 180 * MS_PER_DAY,
  gap: "starts",
  kappa: 4,
  show: shownTail,
  did: (shown) => `gave phone number ${shown}`,
};
