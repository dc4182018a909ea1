/** Exchanges below which hours of the day say nothing. */
export const HOURS_EXCHANGES_MIN = 200;
/** An hour with less than this share of an account's exchanges is no regular one. */
const SHARE_MIN = 0.01;
const HOURS = 24;

/**
 * UTC hours an account is regularly active in, bit h for hour h; 0 where it made fewer than 200
 * exchanges.
 * @param exchanges 24 counts, by UTC hour of the day
 */
export function activeHoursOf(exchanges: ArrayLike<number>): number {
  let total = 0;
  for (let hour = 0; hour < HOURS; hour++) total += exchanges[hour] ?? 0;
  if (!(total >= HOURS_EXCHANGES_MIN)) return 0;
  let hours = 0;
  for (let hour = 0; hour < HOURS; hour++)
    if ((exchanges[hour] ?? 0) >= SHARE_MIN * total) hours |= 1 << hour;
  return hours;
}

/** "08–17 and 22 UTC". */
export function hoursWords(hours: number): string {
  const runs: string[] = [];
  const two = (hour: number): string => String(hour).padStart(2, "0");
  for (let hour = 0; hour < HOURS; hour++) {
    if ((hours & (1 << hour)) === 0) continue;
    const from = hour;
    while (hour + 1 < HOURS && (hours & (1 << (hour + 1))) !== 0) hour++;
    runs.push(from === hour ? two(from) : `${two(from)}–${two(hour)}`);
  }
  const last = runs.pop();
  if (last === undefined) return "at no hour";
  return `${runs.length === 0 ? last : `${runs.join(", ")} and ${last}`} UTC`;
}
