import { canonicalJson } from "@/lib/core/canonical-json";

const LONE_SURROGATE = /\p{Cs}/gu;

/** A value as one line of canonical JSON (RFC 8785), so that equal content gives equal bytes. */
export function jsonLine(value: unknown): string {
  return `${canonicalJson(wellFormed(value))}\n`;
}

/** The same value with half surrogate pairs, which UTF-8 cannot carry, as U+FFFD. */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.replace(LONE_SURROGATE, "\ufffd");
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key.replace(LONE_SURROGATE, "\ufffd"), wellFormed(one)]),
  );
}
