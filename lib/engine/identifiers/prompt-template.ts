import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownToken } from "./shown-value";

export const promptTemplate: IdentifierKindSpec = {
  kind: "prompt_template",
  label: "prompt template",
  family: "behaviour",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.5,
  show: shownToken,
  did: (shown) => `sent prompt template ${shown}`,
};
