export const MS_PER_SECOND = 1_000;
export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

/** Where pure code takes "now" from. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** "2026-06-05T00:00:00.000Z" */
export function isoUtc(ms: number): string {
  return new Date(ms).toISOString();
}

/** "2026-06-05" in UTC. */
export function isoDay(ms: number): string {
  return isoUtc(ms).slice(0, 10);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "22 Apr 2026" in UTC. */
export function dayUtc(ms: number): string {
  const d = new Date(ms);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()] ?? ""} ${d.getUTCFullYear()}`;
}

/** "22 Apr–5 Jun 2026" in UTC; the year once where both ends share it. */
export function windowUtc(fromMs: number, toMs: number): string {
  const from = new Date(fromMs);
  const to = new Date(toMs);
  if (dayUtc(fromMs) === dayUtc(toMs)) return dayUtc(fromMs);
  const left =
    from.getUTCFullYear() === to.getUTCFullYear()
      ? `${from.getUTCDate()} ${MONTHS[from.getUTCMonth()] ?? ""}`
      : dayUtc(fromMs);
  return `${left}–${dayUtc(toMs)}`;
}

/** "22 Apr 2026, 14:03 UTC" */
export function minuteUtc(ms: number): string {
  return `${dayUtc(ms)}, ${isoUtc(ms).slice(11, 16)} UTC`;
}

/** "3 d", "5 h", "12 min", "40 s": the two-figure length of a span. */
export function spanWords(ms: number): string {
  const abs = Math.abs(ms);
  if (abs >= 2 * MS_PER_DAY) return `${Math.round(abs / MS_PER_DAY)} d`;
  if (abs >= 2 * MS_PER_HOUR) return `${Math.round(abs / MS_PER_HOUR)} h`;
  if (abs >= 2 * MS_PER_MINUTE) return `${Math.round(abs / MS_PER_MINUTE)} min`;
  return `${Math.round(abs / MS_PER_SECOND)} s`;
}
