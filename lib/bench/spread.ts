/** How a figure varies over repeated draws: quantiles by linear interpolation, standard deviation of the draws. */
export interface Spread {
  mean: number;
  sd: number;
  p5: number;
  median: number;
  p95: number;
  draws: number;
}

function quantile(rising: readonly number[], share: number): number {
  const at = share * (rising.length - 1);
  const low = rising[Math.floor(at)] ?? 0;
  const high = rising[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** Of at least one draw. */
export function spreadOf(draws: readonly number[]): Spread {
  const rising = [...draws].sort((x, y) => x - y);
  const mean = rising.reduce((sum, one) => sum + one, 0) / rising.length;
  const squares = rising.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {
    mean,
    sd: Math.sqrt(squares / Math.max(1, rising.length - 1)),
    p5: quantile(rising, 0.05),
    median: quantile(rising, 0.5),
    p95: quantile(rising, 0.95),
    draws: rising.length,
  };
}
