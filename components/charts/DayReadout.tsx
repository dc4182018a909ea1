import { grouped } from "@/lib/core/format";
import { dayUtc } from "@/lib/core/time";
import styles from "./DailyAreaChart.module.css";
import type { DailySeries } from "./series";

/** The figures of the day under the pointer; the chart fills in `active` and `label`. */
export function DayReadout({
  days,
  series,
  unit,
  active = false,
  label,
}: {
  days: readonly number[];
  series: readonly DailySeries[];
  unit: string;
  active?: boolean;
  label?: number | string;
}) {
  const day = days.indexOf(Number(label));
  const dayMs = days[day];
  if (!active || dayMs === undefined) return null;
  return (
    <div className={styles.readout}>
      <div className={styles.readoutDay}>{dayUtc(dayMs)} UTC</div>
      <table>
        <tbody>
          {[...series].reverse().map((one) => (
            <tr key={one.id}>
              <td>
                <span className={styles.swatch} style={{ background: one.color }} />
                {one.label}
              </td>
              <td className={styles.value}>{grouped(one.values[day] ?? 0)}</td>
            </tr>
          ))}
          <tr className={styles.sum}>
            <td>{unit}</td>
            <td className={styles.value}>
              {grouped(series.reduce((sum, one) => sum + (one.values[day] ?? 0), 0))}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
