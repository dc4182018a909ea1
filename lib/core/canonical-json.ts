import { canonicalize } from "json-canonicalize";

/** RFC 8785 form of a JSON value: the same value gives the same bytes, so it can be hashed and signed. */
export function canonicalJson(value: unknown): string {
  return canonicalize(value);
}
