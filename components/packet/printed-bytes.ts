const UNITS = ["B", "kB", "MB", "GB"] as const;

/** "1.4 MB": decimal units, as file managers print them. */
export function printedBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)}\u202f${UNITS[unit] ?? "B"}`;
}
