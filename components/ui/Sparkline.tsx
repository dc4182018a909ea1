import { compact } from "@/lib/core/format";
import { sparklineBars } from "./sparkline-bars";

/** Tiny bars over time with a spoken summary; more days than fit are summed, never dropped. */
export function Sparkline({
  values,
  label,
  width = 64,
  height = 16,
}: {
  values: readonly number[];
  /** What is counted: "exchanges per day". */
  label: string;
  width?: number;
  height?: number;
}) {
  const bars = sparklineBars(values, Math.floor(width / 3));
  const peak = Math.max(0, ...values);
  const barWidth = bars.length === 0 ? 0 : width / bars.length;
  const summary = `${label}: ${values.length} days, at most ${compact(peak)} a day`;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={summary}
      style={{ flex: "none" }}
    >
      <title>{summary}</title>
      {bars.map((share, index) => {
        const barHeight = share === 0 ? 0 : Math.max(1, share * height);
        return (
          <rect
            key={index}
            x={index * barWidth}
            y={height - barHeight}
            width={Math.max(1, barWidth - 1)}
            height={barHeight}
            fill="var(--ink-3)"
          />
        );
      })}
    </svg>
  );
}
