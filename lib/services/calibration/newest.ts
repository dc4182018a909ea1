import { desc } from "drizzle-orm";
import { z } from "zod";
import { calibration as calibrationTable } from "@/drizzle/schema";
import type { CalibrationBin } from "@/lib/domain/calibration";
import { calibrationApplies, type Calibration } from "@/lib/engine/calibration/calibration";
import type { CasebookReader } from "@/lib/stores/casebook/client";

const calibrationSchema = z.object({
  version: z.string(),
  method: z.string(),
  fittedOn: z.string(),
  intercept: z.number(),
  coefficients: z.array(z.object({ feature: z.string(), value: z.number() })),
  bitsMin: z.number(),
  bitsMax: z.number(),
  labels: z.number(),
  same: z.number(),
  different: z.number(),
}) satisfies z.ZodType<Calibration>;

const share = z.number().nullable();

const reliabilitySchema = z.object({
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      n: z.number(),
      predicted: share,
      observed: share,
      low: share,
      high: share,
    }) satisfies z.ZodType<CalibrationBin>,
  ),
  expectedCalibrationError: z.number(),
});

const KEPT_LOOKED_AT = 20;

interface KeptCalibration {
  calibration: Calibration;
  reliability: z.infer<typeof reliabilitySchema>;
  fittedAtMs: number;
}

/** The newest calibration for bits of that model; null where this desk has none. */
export async function calibrationFor(
  casebook: CasebookReader,
  modelVersion: string,
): Promise<KeptCalibration | null> {
  const rows = await casebook
    .select({
      coefficients: calibrationTable.coefficients,
      reliability: calibrationTable.reliability,
      fittedAt: calibrationTable.fittedAt,
    })
    .from(calibrationTable)
    .orderBy(desc(calibrationTable.fittedAt), desc(calibrationTable.id))
    .limit(KEPT_LOOKED_AT);
  for (const row of rows) {
    const calibration = calibrationSchema.safeParse(row.coefficients).data;
    const reliability = reliabilitySchema.safeParse(row.reliability).data;
    if (calibration === undefined || reliability === undefined) continue;
    if (calibrationApplies(calibration, modelVersion))
      return { calibration, reliability, fittedAtMs: row.fittedAt.getTime() };
  }
  return null;
}
