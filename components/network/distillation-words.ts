import type { DistillationTestResult } from "@/lib/domain/distillation";

const P_SHOWN_MIN = 1e-9;

/** "0.012", "4.1e-6", "under 1e-9": never a zero, which no test can give. */
export function pValueWords(pValue: number | null): string {
  if (pValue === null) return "none";
  if (pValue < P_SHOWN_MIN) return "under 1e-9";
  return pValue >= 0.001 ? pValue.toPrecision(2) : pValue.toExponential(1);
}

/** The figure of a test with three digits. */
export function statisticWords(statistic: DistillationTestResult["statistic"]): string {
  return statistic === null ? "not computed" : `${statistic.name}: ${Number(statistic.value.toPrecision(3))}`;
}
