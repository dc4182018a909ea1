import { z } from "zod";

/** A 64-bit count: ClickHouse sends it as a string. */
export const countSchema = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);
