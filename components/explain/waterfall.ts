/** Where one bar of a waterfall lies, in shares of the whole width. */
export interface WaterfallBar {
  left: number;
  width: number;
}

/**
 * Bars that start where the one before ended: first what speaks for, then what speaks against.
 * Zero and every running total stay inside 0..1.
 */
export function waterfall(steps: readonly number[]): WaterfallBar[] {
  let running = 0;
  let low = 0;
  let high = 0;
  const ends = steps.map((step) => {
    const from = running;
    running += step;
    low = Math.min(low, running);
    high = Math.max(high, running);
    return [from, running] as const;
  });
  const span = high - low;
  return ends.map(([from, to]) => ({
    left: span === 0 ? 0 : (Math.min(from, to) - low) / span,
    width: span === 0 ? 0 : Math.abs(to - from) / span,
  }));
}
