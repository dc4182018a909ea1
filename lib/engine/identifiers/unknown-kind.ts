import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

/**
 * A kind nobody described yet. It counts as behaviour, because behaviour alone never confirms a
 * link and all kinds of one family are damped together; and with a low κ, so that only a rare
 * value used close in time adds anything.
 */
export function unknownKind(kind: string): IdentifierKindSpec {
  return {
    kind,
    label: kind.replaceAll("_", " "),
    family: "behaviour",
    leaseMs: neverReassigned,
    gap: "starts",
    kappa: 0.05,
    show: shownPlain,
    did: (shown) => `share ${kind.replaceAll("_", " ")} ${shown}`,
  };
}
