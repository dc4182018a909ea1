import { compact, grouped } from "@/lib/core/format";

/** A figure with thousands spaced and its unit; `short` prints "28.8 M" with the whole on hover. */
export function Count({ value, unit, short = false }: { value: number; unit?: string; short?: boolean }) {
  const whole = grouped(value);
  return (
    <span
      style={{ whiteSpace: "nowrap" }}
      title={short ? `${whole}${unit === undefined ? "" : ` ${unit}`}` : undefined}
    >
      {short ? compact(value) : whole}
      {unit === undefined ? null : ` ${unit}`}
    </span>
  );
}

/** A change with its sign; nothing is coloured, because up is neither good nor bad here. */
export function Delta({ value, unit }: { value: number; unit?: string }) {
  const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {sign}
      {compact(Math.abs(value))}
      {unit === undefined ? null : ` ${unit}`}
    </span>
  );
}
