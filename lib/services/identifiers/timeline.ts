import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_DAY } from "@/lib/core/time";
import type { Identifier } from "@/lib/domain/identifier";
import type { DayRun, IdentifierTimeline } from "@/lib/domain/profile";
import { identifierKind } from "@/lib/engine";
import type { Stores } from "@/lib/stores/connect";
import { readAccountsOverTime } from "@/lib/stores/evidence/reads/timeline";

/** Runs of the days between two changes; `days` are numbered from 1970 on. */
function runsOf(days: readonly number[], counts: readonly number[]): DayRun[] {
  return days.flatMap((day, index) => {
    const accounts = counts[index] ?? 0;
    const next = days[index + 1];
    return accounts === 0 || next === undefined
      ? []
      : [{ fromMs: day * MS_PER_DAY, toMs: (next - 1) * MS_PER_DAY, accounts }];
  });
}

/** How many accounts were on an identifier on each UTC day. @throws RingleaderError `not_found` */
export async function readIdentifierTimeline(
  stores: Stores,
  identifier: Identifier,
): Promise<IdentifierTimeline> {
  const spec = identifierKind(identifier.kind);
  const leaseMs = spec.leaseMs(null);
  const silenceDaysMax = leaseMs === null ? null : Math.max(1, Math.floor(leaseMs / MS_PER_DAY));
  const row = await readAccountsOverTime(stores.evidence, identifier, silenceDaysMax);
  if (row.accounts === 0) throw new RingleaderError("not_found", "no account has used this identifier");
  const runs = runsOf(row.days, row.counts);
  const peak = runs.reduce<DayRun | null>(
    (most, run) => (most === null || run.accounts > most.accounts ? run : most),
    null,
  );
  const timed = row.timed > 0;
  return {
    accounts: row.accounts,
    untimed: row.accounts - row.timed,
    moments: row.moments,
    stretches: row.stretches,
    atOnceMax: row.atOnceMax,
    silenceDaysMax,
    passes: spec.gap === "windows",
    firstMs: timed ? row.firstMs : null,
    lastMs: timed ? row.lastMs : null,
    peak: peak === null ? null : { dayMs: peak.fromMs, accounts: peak.accounts },
    runs,
  };
}
