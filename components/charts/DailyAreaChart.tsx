"use client";

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { compact, grouped } from "@/lib/core/format";
import { dayUtc } from "@/lib/core/time";
import styles from "./DailyAreaChart.module.css";
import { dailyRows, type DailySeries } from "./series";

const TICK = { fill: "var(--ink-3)", fontSize: 11 };

/** "22 Apr": the year stands in the panel's note. */
function dayTick(dayMs: number): string {
  return dayUtc(dayMs).split(" ").slice(0, 2).join(" ");
}

/** Counts per UTC day, stacked from the first series up. Its table twin is `DailyTable`. */
export function DailyAreaChart({
  days,
  series,
  unit,
  height,
}: {
  days: readonly number[];
  series: readonly DailySeries[];
  /** What is counted: "exchanges". */
  unit: string;
  height: number;
}) {
  return (
    <div className={styles.frame} style={{ height }} aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart
          data={dailyRows(days, series)}
          margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="dayMs"
            tickFormatter={dayTick}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            minTickGap={48}
            height={22}
          />
          <YAxis
            tickFormatter={compact}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={46}
            tickCount={4}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
            content={<DayReadout days={days} series={series} unit={unit} />}
          />
          {series.map((one) => (
            <Area
              key={one.id}
              dataKey={one.id}
              name={one.label}
              stackId="day"
              type="linear"
              stroke="var(--panel)"
              strokeWidth={1}
              fill={one.color}
              fillOpacity={0.9}
              isAnimationActive={false}
              activeDot={false}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}

/** The figures of the day under the pointer; the chart fills in `active` and `label`. */
function DayReadout({
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
