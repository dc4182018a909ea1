/** Sums neighbouring values into at most `barsMax` bars and scales them to 0..1 of the tallest. */
export function sparklineBars(values: readonly number[], barsMax: number): number[] {
  if (values.length === 0 || barsMax < 1) return [];
  const perBar = Math.ceil(values.length / barsMax);
  const sums: number[] = [];
  for (let start = 0; start < values.length; start += perBar) {
    sums.push(values.slice(start, start + perBar).reduce((sum, value) => sum + value, 0));
  }
  const peak = Math.max(...sums);
  return sums.map((sum) => (peak <= 0 ? 0 : Math.max(0, sum) / peak));
}
