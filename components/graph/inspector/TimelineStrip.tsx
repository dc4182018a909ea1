import { counted } from "@/lib/core/format";
import { dayUtc, MS_PER_DAY, windowUtc } from "@/lib/core/time";
import type { DayRun } from "@/lib/domain/profile";
import { stripBars } from "./strip-bars";
import styles from "./timeline.module.css";

const WIDTH = 300;
const HEIGHT = 44;
const BARS_MAX = 100;

/** Bars of accounts per day under each other's days; its table twin is `RunsTable`. */
export function TimelineStrip({ runs, summary }: { runs: readonly DayRun[]; summary: string }) {
  const bars = stripBars(runs, BARS_MAX);
  const most = Math.max(1, ...bars.map((bar) => bar.accounts));
  const step = WIDTH / Math.max(1, bars.length);
  const first = bars[0];
  const last = bars.at(-1);
  const perBar = first === undefined ? 1 : (first.toMs - first.fromMs) / MS_PER_DAY + 1;
  return (
    <figure className={styles.strip}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.bars} role="img" aria-label={summary}>
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={styles.axis} />
        {bars.map((bar, index) =>
          bar.accounts === 0 ? null : (
            <rect
              key={bar.fromMs}
              x={index * step}
              y={HEIGHT - 1 - Math.max(2, (bar.accounts / most) * (HEIGHT - 2))}
              width={Math.max(1, step - (step > 3 ? 1 : 0))}
              height={Math.max(2, (bar.accounts / most) * (HEIGHT - 2))}
              className={styles.bar}
            >
              <title>{`${windowUtc(bar.fromMs, bar.toMs)} UTC: ${bar.fromMs === bar.toMs ? "" : "at most "}${counted(bar.accounts, "account")}`}</title>
            </rect>
          ),
        )}
      </svg>
      <figcaption className={styles.ends}>
        <span>{first === undefined ? "" : dayUtc(first.fromMs)}</span>
        {perBar > 1 ? <span>a bar is {perBar} days at their highest</span> : null}
        {bars.length > 1 && last !== undefined ? <span>{dayUtc(last.toMs)}</span> : null}
      </figcaption>
    </figure>
  );
}
