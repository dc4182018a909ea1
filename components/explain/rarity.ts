import { compact, counted, grouped } from "@/lib/core/format";
import { spanWords } from "@/lib/core/time";
import type { EvidenceRow } from "@/lib/domain/evidence";
import { ROSTER_CLASS_LABEL } from "@/lib/domain/roster";

/** "3 of 2.1 M accounts"; with the floor that known shared infrastructure puts under the crowd. */
export function rarityWords(
  row: Pick<EvidenceRow, "observedCrowd" | "usersEver" | "crowd" | "population" | "roster">,
): string {
  const ever = row.usersEver ?? row.observedCrowd;
  const lease = ever > row.observedCrowd ? ` in the same lease (${grouped(ever)} ever)` : "";
  const seen = `${grouped(row.observedCrowd)}${lease} of ${compact(row.population)} accounts`;
  if (row.crowd <= row.observedCrowd) return seen;
  const why = row.roster === null ? "" : ` (${ROSTER_CLASS_LABEL[row.roster.class]})`;
  return `${seen}, counted as ${grouped(row.crowd)}${why}`;
}

/** How far apart in time the two accounts used it. */
export function gapWords(gapMs: number | null): string {
  if (gapMs === null) return "no times on record";
  return gapMs === 0 ? "at the same time" : `${spanWords(gapMs)} apart`;
}

/** "expected 0.05 strangers this close, saw 1 account" */
export function expectationWords(row: Pick<EvidenceRow, "expectedStrangers">): string {
  const { expectedStrangers } = row;
  const figure =
    expectedStrangers >= 10
      ? grouped(expectedStrangers)
      : expectedStrangers >= 0.01
        ? expectedStrangers.toFixed(2)
        : "less than 0.01";
  return `by chance ${figure} ${expectedStrangers === 1 ? "stranger" : "strangers"} this close`;
}

export function useWords(count: number): string {
  return counted(count, "use");
}
