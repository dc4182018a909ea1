import { desc } from "drizzle-orm";
import { z } from "zod";
import { calibration as calibrationTable } from "@/drizzle/schema";
import { calibrationApplies, type Calibration } from "@/lib/engine/calibration/calibration";
import type { CasebookReader } from "@/lib/stores/casebook/client";

const calibrationSchema = z.object({
  version: z.string(),
  method: z.string(),
  fittedOn: z.string(),
  intercept: z.number(),
  coefficients: z.array(z.object({ feature: z.string(), value: z.number() })),
  bitsMax: z.number(),
  labels: z.number(),
  same: z.number(),
  different: z.number(),
}) satisfies z.ZodType<Calibration>;

const KEPT_LOOKED_AT = 20;

/** The newest calibration for bits of that model; null where this desk has none. */
export async function calibrationFor(
  casebook: CasebookReader,
  modelVersion: string,
): Promise<{ calibration: Calibration; fittedAtMs: number } | null> {
  const rows = await casebook
    .select({ coefficients: calibrationTable.coefficients, fittedAt: calibrationTable.fittedAt })
    .from(calibrationTable)
    .orderBy(desc(calibrationTable.fittedAt), desc(calibrationTable.id))
    .limit(KEPT_LOOKED_AT);
  for (const row of rows) {
    const parsed = calibrationSchema.safeParse(row.coefficients);
    if (parsed.success && calibrationApplies(parsed.data, modelVersion))
      return { calibration: parsed.data, fittedAtMs: row.fittedAt.getTime() };
  }
  return null;
}
