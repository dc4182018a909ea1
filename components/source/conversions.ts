import type { Conversion } from "@/lib/domain/import";

/** What the mapping step calls each conversion. */
export const CONVERSION_WORDS: Record<Conversion, string> = {
  epoch_seconds: "seconds since 1970",
  epoch_microseconds: "microseconds since 1970",
  epoch_nanoseconds: "nanoseconds since 1970",
  time_in_utc: "time without zone, in UTC",
  as_number: 'number in "AS64500"',
  hashed: "keep only its SHA-256",
};

const FOR_TIMES: readonly Conversion[] = [
  "epoch_seconds",
  "epoch_microseconds",
  "epoch_nanoseconds",
  "time_in_utc",
];

/** Conversions that make sense for a column of the bundle. */
export function conversionsFor(column: { name: string; time: boolean }): readonly Conversion[] {
  if (column.time) return FOR_TIMES;
  if (column.name === "asn") return ["as_number"];
  return column.name === "api_key_id" || column.name === "fingerprint" ? ["hashed"] : [];
}

export function isConversion(text: string): text is Conversion {
  return Object.hasOwn(CONVERSION_WORDS, text);
}
