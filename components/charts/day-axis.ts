import { dayUtc } from "@/lib/core/time";

export const TICK = { fill: "var(--ink-3)", fontSize: 11 };

/** "22 Apr": the year stands in the panel's note. */
export function dayTick(dayMs: number): string {
  return dayUtc(dayMs).split(" ").slice(0, 2).join(" ");
}
