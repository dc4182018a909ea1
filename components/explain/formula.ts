import { grouped, signedBits } from "@/lib/core/format";
import type { EvidenceRow } from "@/lib/domain/evidence";

function plain(value: number): string {
  if (value === 0) return "0";
  if (Number.isInteger(value)) return grouped(value);
  return Math.abs(value) >= 0.001 ? value.toPrecision(3) : value.toExponential(2).replace("e-", " × 10^−");
}

function term(value: number): string {
  return `${value < 0 ? "−" : "+"} ${Math.abs(value).toFixed(2)}`;
}

/** The row's bits as a sum anybody can do again with its own figures. */
export interface Formula {
  /** "bits = log₂ κ − log₂ (crowd − 1) − log₂ chance" */
  rule: string;
  /** "log₂ 8 − log₂ (3 − 1) − log₂ 0.0021" */
  symbols: string;
  /** "3.00 − 1.00 + 8.90 = +10.9" */
  figures: string;
  /** Whether the row's own figure is that sum (to a tenth of a bit). */
  agrees: boolean;
}

/**
 * bits = log2 κ − log2(crowd − 1) − log2 chance, with this row's numbers in it; where the identifier
 * is one account's own, crowd and chance count half.
 */
export function formulaOf(row: Pick<EvidenceRow, "kappa" | "crowd" | "chance" | "bits" | "direct">): Formula {
  const half = row.direct ? 0.5 : 1;
  const log = row.direct ? "½ log₂" : "log₂";
  const kappa = Math.log2(row.kappa);
  const crowd = -half * Math.log2(Math.max(1, row.crowd - 1));
  const chance = -half * Math.log2(row.chance);
  const computed = kappa + crowd + chance;
  return {
    rule: `bits = log₂ κ − ${log} (crowd − 1) − ${log} chance`,
    symbols: `log₂ ${plain(row.kappa)} − ${log} (${grouped(row.crowd)} − 1) − ${log} ${plain(row.chance)}`,
    figures: `${kappa.toFixed(2)} ${term(crowd)} ${term(chance)} = ${signedBits(computed)}`,
    agrees: Math.abs(computed - row.bits) < 0.1,
  };
}
