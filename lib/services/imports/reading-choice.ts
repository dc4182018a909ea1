import { z } from "zod";
import { importMappingSchema } from "@/lib/domain/import";

/** How an upload is to be read: by a preset of the product, or by the mapping where one is given. */
export const readingChoiceSchema = z.object({
  preset: z.string().min(1).max(80),
  mapping: importMappingSchema.optional(),
});
