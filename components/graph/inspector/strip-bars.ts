import { MS_PER_DAY } from "@/lib/core/time";
import type { DayRun } from "@/lib/domain/profile";

/** A bar of the strip: its first and last day (UTC midnights) and the most accounts on any day between. */
export type StripBar = DayRun;

/**
 * The days from the first run to the last, in at most `barsMax` bars of equally many days. A bar is
 * as tall as its tallest day: accounts of several days must not be summed, they may be the same.
 */
export function stripBars(runs: readonly DayRun[], barsMax: number): StripBar[] {
  const first = runs[0];
  const last = runs.at(-1);
  if (first === undefined || last === undefined || barsMax < 1) return [];
  const days = (last.toMs - first.fromMs) / MS_PER_DAY + 1;
  const perBar = Math.ceil(days / barsMax);
  const bars = Array.from({ length: Math.ceil(days / perBar) }, (_, bar): StripBar => {
    const fromMs = first.fromMs + bar * perBar * MS_PER_DAY;
    return { fromMs, toMs: Math.min(last.toMs, fromMs + (perBar - 1) * MS_PER_DAY), accounts: 0 };
  });
  const barOf = (dayMs: number): number => Math.floor((dayMs - first.fromMs) / MS_PER_DAY / perBar);
  for (const run of runs)
    for (const bar of bars.slice(barOf(run.fromMs), barOf(run.toMs) + 1))
      bar.accounts = Math.max(bar.accounts, run.accounts);
  return bars;
}
