/**
 * Lower edges of the five strength steps, in bits: candidate, confirmed, then every four bits.
 * The first two are the engine's own thresholds.
 */
export const STRENGTH_STEP_BITS = [2, 4, 8, 12, 16] as const;

/** How many of the five steps a strength fills; counter-evidence counts by its size. */
export function strengthSteps(bits: number): number {
  const size = Math.abs(bits);
  return STRENGTH_STEP_BITS.filter((edge) => size >= edge).length;
}
