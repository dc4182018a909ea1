/** One stacked band of a daily chart. */
export interface DailySeries {
  id: string;
  label: string;
  values: readonly number[];
  color: string;
}

const SERIES_COLORS_MAX = 8;

/** The colour of the n-th series (0-based) in both themes; after the eighth they begin again. */
export function seriesColor(index: number): string {
  return `var(--series-${(index % SERIES_COLORS_MAX) + 1})`;
}

export const REST_COLOR = "var(--series-rest)";

/** One record a day for the chart: `dayMs` and one field per series, missing days as 0. */
export function dailyRows(days: readonly number[], series: readonly DailySeries[]): Record<string, number>[] {
  return days.map((dayMs, day) => {
    const row: Record<string, number> = { dayMs };
    for (const one of series) row[one.id] = one.values[day] ?? 0;
    return row;
  });
}
