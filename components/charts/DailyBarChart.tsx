"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { compact } from "@/lib/core/format";
import styles from "./DailyAreaChart.module.css";
import { dayTick, TICK } from "./day-axis";
import { DayReadout } from "./DayReadout";
import { dailyRows, type DailySeries } from "./series";

/** Counts per UTC day as stacked bars, for days that stand alone. Its table twin is `DailyTable`. */
export function DailyBarChart({
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
        <BarChart
          data={dailyRows(days, series)}
          margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
          barCategoryGap={days.length > 120 ? 0 : "12%"}
          maxBarSize={48}
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
            allowDecimals={false}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--line)", fillOpacity: 0.5 }}
            content={<DayReadout days={days} series={series} unit={unit} />}
          />
          {series.map((one) => (
            <Bar
              key={one.id}
              dataKey={one.id}
              name={one.label}
              stackId="day"
              fill={one.color}
              stroke="var(--panel)"
              strokeWidth={days.length > 120 ? 0 : 0.5}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
