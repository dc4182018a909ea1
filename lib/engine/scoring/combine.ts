import { FAMILIES, type Family } from "@/lib/domain/identifier";
import type { EngineParameters } from "../parameters";

export const FAMILY_INDEX: Record<Family, number> = {
  network: 0,
  client: 1,
  payment: 2,
  identity: 3,
  behaviour: 4,
};

/**
 * Coincidence odds of one shared identifier in bits: log2 of the co-users to expect under one
 * operator over the strangers to expect that close, (crowd − 1) × chance. Of a direct link (the
 * identifier is one account's own) the strangers count half.
 */
export function coincidenceBits(kappa: number, crowd: number, chance: number, direct: boolean): number {
  const strangers = Math.log2(Math.max(1, crowd - 1)) + Math.log2(chance);
  return Math.log2(kappa) - (direct ? strangers / 2 : strangers);
}

/**
 * Bits of one family from its rows' bits, strongest first: w1 + Σ damping^(r−1)·max(0, w_r),
 * never above the cap. Each row's share is added to `contributions` at the row's position.
 */
export function familyBits(
  bits: Float64Array,
  strongestFirst: readonly number[],
  contributions: Float64Array,
  parameters: EngineParameters,
): number {
  let sum = 0;
  let weight = 1;
  let rank = 0;
  for (const row of strongestFirst) {
    const own = bits[row] ?? 0;
    if (own <= 0 || rank === parameters.rowsPerFamilyMax) break;
    contributions[row] = own * weight;
    sum += own * weight;
    weight *= parameters.rowDamping;
    rank++;
  }
  if (sum <= parameters.familyBitsMax) return sum;
  const scale = parameters.familyBitsMax / sum;
  for (const row of strongestFirst) contributions[row] = (contributions[row] ?? 0) * scale;
  return parameters.familyBitsMax;
}

/** Index of the family that counts in full, -1 where none gives anything. */
export function strongestFamily(families: ArrayLike<number>, leftOut = -1): number {
  let best = -1;
  for (let f = 0; f < FAMILIES.length; f++) {
    if (
      f !== leftOut &&
      (families[f] ?? 0) > 0 &&
      (best === -1 || (families[f] ?? 0) > (families[best] ?? 0))
    )
      best = f;
  }
  return best;
}

/** Bits across families: the strongest in full, the others at `furtherFamilyWeight`. */
export function acrossFamilies(
  families: ArrayLike<number>,
  parameters: EngineParameters,
  leftOut = -1,
): number {
  const strongest = strongestFamily(families, leftOut);
  if (strongest === -1) return 0;
  let sum = families[strongest] ?? 0;
  for (let f = 0; f < FAMILIES.length; f++) {
    if (f !== strongest && f !== leftOut) sum += parameters.furtherFamilyWeight * (families[f] ?? 0);
  }
  return sum;
}
