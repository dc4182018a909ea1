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
