"use client";

import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { compact, grouped } from "@/lib/core/format";
import { TICK } from "./day-axis";
import styles from "./DailyAreaChart.module.css";

interface Point {
  bits: number;
  accounts: number;
}

function Readout({ active = false, payload }: { active?: boolean; payload?: { payload?: Point }[] }) {
  const point = payload?.[0]?.payload;
  if (!active || point === undefined) return null;
  return (
    <div className={styles.readout}>
      up to {point.bits.toFixed(1)} bits the largest part has {grouped(point.accounts)}
    </div>
  );
}

/** Size of the largest part by threshold, as steps; the slider beside it says the same in figures. */
export function LargestPartChart({
  points,
  confirmBits,
  cutBits,
  height,
}: {
  points: readonly Point[];
  confirmBits: number;
  cutBits: number;
  height: number;
}) {
  const first = points[0]?.bits ?? 0;
  const last = points.at(-1)?.bits ?? 1;
  return (
    <div style={{ height }} aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart
          data={[...points]}
          margin={{ top: 14, right: 6, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            type="number"
            dataKey="bits"
            domain={[first, last]}
            ticks={Array.from(
              { length: Math.floor(last) - Math.ceil(first) + 1 },
              (_, i) => Math.ceil(first) + i,
            )}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            minTickGap={16}
            height={20}
          />
          <YAxis
            tickFormatter={compact}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={40}
            tickCount={4}
            allowDecimals={false}
            domain={[0, "dataMax"]}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
            content={<Readout />}
          />
          <Area
            dataKey="accounts"
            type="stepBefore"
            stroke="var(--series-1)"
            strokeWidth={1.5}
            fill="var(--series-1)"
            fillOpacity={0.16}
            isAnimationActive={false}
            activeDot={{ r: 2.5 }}
          />
          <ReferenceLine
            x={confirmBits}
            stroke="var(--ink-2)"
            strokeDasharray="4 2"
            label={{
              value: "confirm",
              position: "insideTopLeft",
              dy: -15,
              fill: "var(--ink-2)",
              fontSize: 10,
            }}
          />
          <ReferenceLine x={cutBits} stroke="var(--accent)" strokeWidth={2} />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}
