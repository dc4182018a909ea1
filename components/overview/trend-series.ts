import { REST_COLOR, seriesColor, type DailySeries } from "@/components/charts/series";
import type { OverviewView } from "@/lib/domain/views";

/** Never the id of a network: ids have no colon. */
export const REST_ID = ":rest";

/** Below this share of all exchanges a network's band would be a line too thin to read. */
const READABLE_SHARE_MIN = 0.15;

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Whether the networks can be read beside everybody else's traffic. */
export function networksStandOut(trend: OverviewView["trend"]): boolean {
  const networks = sumOf(trend.series.map((one) => sumOf(one.perDay)));
  const all = networks + sumOf(trend.rest);
  return networks === 0 || networks / all >= READABLE_SHARE_MIN;
}

/** The bands of the trend from the ground up: all other accounts first where asked for, then the networks by rank. */
export function trendSeries(trend: OverviewView["trend"], withRest: boolean): DailySeries[] {
  const networks = trend.series.map((one, index) => ({
    id: one.networkId,
    label: one.label,
    values: one.perDay,
    color: seriesColor(index),
  }));
  if (!withRest && networks.length > 0) return networks;
  return [{ id: REST_ID, label: "all other accounts", values: trend.rest, color: REST_COLOR }, ...networks];
}
