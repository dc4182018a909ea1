import { grouped } from "@/lib/core/format";
import { isoDay } from "@/lib/core/time";
import styles from "./DailyTable.module.css";
import type { DailySeries } from "./series";

/** The same figures as the chart, as a table. */
export function DailyTable({
  days,
  series,
  unit,
  height,
}: {
  days: readonly number[];
  series: readonly DailySeries[];
  unit: string;
  height: number;
}) {
  return (
    <div className={styles.frame} style={{ height }}>
      <table className={styles.table}>
        <caption className="visually-hidden">{unit} per day</caption>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            {series.map((one) => (
              <th key={one.id} scope="col" className={styles.figure}>
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((dayMs, day) => (
            <tr key={dayMs}>
              <th scope="row">{isoDay(dayMs)}</th>
              {series.map((one) => (
                <td key={one.id} className={styles.figure}>
                  {grouped(one.values[day] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
