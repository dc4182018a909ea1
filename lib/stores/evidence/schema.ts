import { z } from "zod";

/** A 64-bit count: ClickHouse sends it as a string. */
export const countSchema = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);

/** "2026-06-05 12:00:00.000" (UTC) to epoch ms. */
export const timeSchema = z.string().transform((text) => Date.parse(`${text.replace(" ", "T")}Z`));
export const nullableTimeSchema = timeSchema.nullable();

/** Epoch ms as ClickHouse reads it: "2026-06-05 12:00:00.000". */
export function clickhouseTime(ms: number): string {
  return new Date(ms).toISOString().replace("T", " ").replace("Z", "");
}
