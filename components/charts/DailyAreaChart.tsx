"use client";

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { compact } from "@/lib/core/format";
import styles from "./DailyAreaChart.module.css";
import { DayReadout } from "./DayReadout";
import { dayTick, TICK } from "./day-axis";
import { dailyRows, type DailySeries } from "./series";

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
