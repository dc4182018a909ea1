"use client";

import { Bar, BarChart, Cell, LabelList, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { signedBits } from "@/lib/core/format";
import { shortLabel } from "@/components/graph/label";
import { TICK } from "./day-axis";
import styles from "./LinkWaterfall.module.css";
import { waterfallHeight } from "./waterfall-height";

interface Step {
  id: string;
  kind: "evidence" | "counter" | "sum";
  label: string;
  detail: string;
  from: number;
  to: number;
  bits: number;
}

const LOOK: Record<Step["kind"], { fill: string; stroke: string }> = {
  evidence: { fill: "var(--strength)", stroke: "var(--strength)" },
  counter: { fill: "var(--panel)", stroke: "var(--counter)" },
  sum: { fill: "var(--ink-3)", stroke: "var(--ink-3)" },
};

const LABEL_WIDTH = 124;
const LABEL_CHARACTERS = 20;
/** Bits between two ticks of the axis: at most eight of them. */
const TICK_STEPS = [1, 2, 4, 5, 10, 20];

function axisOf(low: number, high: number): number[] {
  const step = TICK_STEPS.find((one) => (high - low) / one <= 8) ?? 50;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** One line, however long: recharts would break it over the bar above. */
function RowLabel({
  x = 0,
  y = 0,
  payload,
  labels,
}: {
  x?: number;
  y?: number;
  payload?: { value: string };
  labels: ReadonlyMap<string, string>;
}) {
  return (
    <text x={x} y={y} dy={4} textAnchor="end" {...TICK}>
      {shortLabel(labels.get(payload?.value ?? "") ?? "", LABEL_CHARACTERS)}
    </text>
  );
}

/**
 * Bits of a link as they add up, row by row: what speaks for it goes right, what speaks against it
 * back left and hollow, the sum last; both thresholds as lines. Its table twin is for screen readers.
 */
export function LinkWaterfall({
  steps,
  candidateBits,
  confirmBits,
}: {
  steps: readonly Step[];
  candidateBits: number;
  confirmBits: number;
}) {
  const rows = steps.map((step) => ({
    ...step,
    range: [Math.min(step.from, step.to), Math.max(step.from, step.to)],
    figure: step.kind === "sum" ? step.bits.toFixed(1) : signedBits(step.bits),
  }));
  const low = Math.min(0, ...rows.flatMap(({ range }) => range));
  const high = Math.max(confirmBits, ...rows.flatMap(({ range }) => range));
  const axis = axisOf(low, high);
  const labelOf = new Map(rows.map((row) => [row.id, row.label]));
  return (
    <figure className={styles.figure}>
      <div style={{ height: waterfallHeight(steps.length) }} aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={rows}
            layout="vertical"
            margin={{ top: 14, right: 40, bottom: 0, left: 0 }}
            barCategoryGap={3}
            accessibilityLayer={false}
          >
            <XAxis
              type="number"
              domain={[axis[0] ?? 0, axis.at(-1) ?? 1]}
              ticks={axis}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: "var(--line-strong)" }}
              height={20}
              allowDecimals={false}
            />
            <YAxis
              type="category"
              dataKey="id"
              interval={0}
              tick={<RowLabel labels={labelOf} />}
              tickLine={false}
              axisLine={false}
              width={LABEL_WIDTH}
            />
            <ReferenceLine x={0} stroke="var(--line-strong)" />
            <ReferenceLine
              x={candidateBits}
              stroke="var(--ink-3)"
              strokeDasharray="2 3"
              label={{
                value: "candidate",
                position: "insideTopRight",
                dy: -15,
                fill: "var(--ink-3)",
                fontSize: 10,
              }}
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
            <Bar dataKey="range" isAnimationActive={false} minPointSize={2}>
              {rows.map((row) => (
                <Cell key={row.id} {...LOOK[row.kind]} strokeWidth={1} />
              ))}
              <LabelList dataKey="figure" position="right" fill="var(--ink-2)" fontSize={11} />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
      <table className="visually-hidden">
        <caption>
          How the bits add up; a link counts from {confirmBits} bits and is a candidate from {candidateBits}
        </caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Bits</th>
            <th scope="col">Sum so far</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.label} {row.detail}
              </th>
              <td>{row.figure}</td>
              <td>{row.to.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
