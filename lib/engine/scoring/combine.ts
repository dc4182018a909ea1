import { FAMILIES, type Family } from "@/lib/domain/identifier";
import type { EngineParameters } from "../parameters";

export const FAMILY_INDEX: Record<Family, number> = {
  network: 0,
  client: 1,
  payment: 2,
  identity: 3,
  behaviour: 4,
};

const FAMILY_COUNT = FAMILIES.length;

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

/** Index of the family that counts in full, -1 where none gives anything; the bits of the families begin at `offset`. */
export function strongestFamily(families: ArrayLike<number>, leftOut = -1, offset = 0): number {
  let best = -1;
  let most = 0;
  for (let f = 0; f < FAMILY_COUNT; f++) {
    const bits = families[offset + f] ?? 0;
    if (f !== leftOut && bits > most) {
      best = f;
      most = bits;
    }
  }
  return best;
}

/** Bits across families: the strongest in full, the others at `furtherFamilyWeight`. */
export function acrossFamilies(
  families: ArrayLike<number>,
  parameters: EngineParameters,
  leftOut = -1,
  offset = 0,
): number {
  const strongest = strongestFamily(families, leftOut, offset);
  if (strongest === -1) return 0;
  let sum = families[offset + strongest] ?? 0;
  for (let f = 0; f < FAMILY_COUNT; f++) {
    if (f !== strongest && f !== leftOut) sum += parameters.furtherFamilyWeight * (families[offset + f] ?? 0);
  }
  return sum;
}

const SOFT = (1 << FAMILY_INDEX.behaviour) | (1 << FAMILY_INDEX.identity);

function bitsSet(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Whether the families of a mask (bit f for FAMILIES[f]) are as many as the rule of two asks for. */
export function severalFamilies(mask: number, parameters: EngineParameters): boolean {
  return bitsSet(mask) >= parameters.familiesMin;
}

/** Whether one of them is neither identity nor behaviour. */
export const hasHardFamily = (mask: number): boolean => (mask & ~SOFT) !== 0;

export function enoughFamilies(mask: number, parameters: EngineParameters): boolean {
  return severalFamilies(mask, parameters) && hasHardFamily(mask);
}
