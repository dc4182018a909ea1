"use client";

import { dayUtc, isoUtc, minuteUtc, windowUtc } from "@/lib/core/time";

function localTitle(ms: number): string {
  return `${new Date(ms).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" })} (your time)`;
}

/** A moment in UTC with the zone shown; the reader's own time on hover. */
export function TimeUtc({ ms, precision = "minute" }: { ms: number | null; precision?: "minute" | "day" }) {
  if (ms === null) return <span>not recorded</span>;
  return (
    <time
      dateTime={isoUtc(ms)}
      title={localTitle(ms)}
      suppressHydrationWarning
      style={{ whiteSpace: "nowrap" }}
    >
      {precision === "minute" ? minuteUtc(ms) : `${dayUtc(ms)} UTC`}
    </time>
  );
}

/** "22 Apr–5 Jun 2026 UTC"; `zone={false}` where the column's head already says UTC. */
export function WindowUtc({
  fromMs,
  toMs,
  zone = true,
}: {
  fromMs: number | null;
  toMs: number | null;
  zone?: boolean;
}) {
  if (fromMs === null || toMs === null) return <span>not recorded</span>;
  return (
    <span
      title={`${localTitle(fromMs)} – ${localTitle(toMs)}`}
      suppressHydrationWarning
      style={{ whiteSpace: "nowrap" }}
    >
      {windowUtc(fromMs, toMs)}
      {zone ? " UTC" : ""}
    </span>
  );
}
