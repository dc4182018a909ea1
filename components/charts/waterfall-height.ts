const BAR_HEIGHT = 18;
const AXIS_HEIGHT = 38;

/** Height of a waterfall of so many bars, in px. */
export function waterfallHeight(bars: number): number {
  return bars * BAR_HEIGHT + AXIS_HEIGHT;
}
