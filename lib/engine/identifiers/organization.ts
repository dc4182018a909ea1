import { type IdentifierKindSpec, neverReassigned } from "./identifier-kind";
import { shownPlain } from "./shown-value";

const LEGAL_FORM =
  /[\s,]+(?:ltd|limited|inc|incorporated|llc|llp|corp|corporation|co|company|plc|gmbh|ag|sarl|srl|bv|oy|ab|pty|kk)\.?$/;

/** One spelling of case and space, the legal form left out: "Larkfield Ltd." is larkfield. */
function normalise(value: string): string {
  const plain = value.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
  const short = plain.replace(LEGAL_FORM, "").trim();
  return short === "" ? plain : short;
}

export const organization: IdentifierKindSpec = {
  kind: "organization",
  label: "organization",
  family: "identity",
  leaseMs: neverReassigned,
  gap: "starts",
  kappa: 0.05,
  declares: "organization",
  normalise,
  show: shownPlain,
  did: (shown) => `named the organization ${shown}`,
};
