const NARROW_SPACE = "\u202f";

/** 28800000 → "28 800 000" with narrow no-break spaces. */
export function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, NARROW_SPACE);
}

/** 28800000 → "28.8 M"; below 10,000 in full. For headlines; tables use `grouped`. */
export function compact(value: number): string {
  const abs = Math.abs(value);
  const scaled = (by: number, unit: string): string =>
    `${(value / by).toFixed(abs / by >= 100 ? 0 : 1).replace(/\.0$/, "")}${NARROW_SPACE}${unit}`;
  if (abs >= 1e9) return scaled(1e9, "bn");
  if (abs >= 1e6) return scaled(1e6, "M");
  if (abs >= 1e4) return scaled(1e3, "k");
  return grouped(value);
}

/** Bits with sign and one decimal: "+8.1", "−2.0". */
export function signedBits(bits: number): string {
  const rounded = Math.abs(bits).toFixed(1);
  return `${bits < 0 && rounded !== "0.0" ? "−" : "+"}${rounded}`;
}

/** "acct_0f3a…91c2": keeps both ends, for ids and hashes. */
export function middleTruncated(text: string, max = 18): string {
  if (text.length <= max) return text;
  const keep = max - 1;
  const head = Math.ceil(keep * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (keep - head))}`;
}

/** "1 account", "2 accounts". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`;
}
