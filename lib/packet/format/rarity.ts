import { counted, grouped, signedBits } from "@/lib/core/format";
import { spanWords } from "@/lib/core/time";
import type { CounterEvidenceRow, EvidenceRow } from "@/lib/domain/evidence";

/** "used by 3 of 24 000 accounts (1 in 8 000)". */
function rarityWords(
  row: Pick<EvidenceRow, "observedCrowd" | "usersEver" | "crowd" | "population" | "roster">,
): string {
  const share = row.observedCrowd > 0 ? Math.floor(row.population / row.observedCrowd) : 0;
  const oneIn = share >= 2 ? ` (1 in ${grouped(share)})` : "";
  const floor =
    row.roster !== null && row.crowd > row.observedCrowd
      ? `, counted as ${grouped(row.crowd)}: ${row.roster.class}`
      : "";
  const ever = row.usersEver ?? row.observedCrowd;
  const lease = ever > row.observedCrowd ? ` in the same lease (${grouped(ever)} ever)` : "";
  return `used by ${grouped(row.observedCrowd)}${lease} of ${counted(row.population, "account")}${oneIn}${floor}`;
}

function gapWords(gapMs: number | null): string {
  if (gapMs === null) return "";
  return gapMs === 0 ? "; at the same time" : `; ${spanWords(gapMs)} apart`;
}

/** An evidence row as one line of the report: what is shared, how rare it is, how close in time, what it adds. */
export function evidenceLine(row: EvidenceRow): string {
  return `${row.kindLabel} ${row.display}: ${rarityWords(row)}${gapWords(row.gapMs)} (${signedBits(row.contribution)})`;
}

export function counterEvidenceLine(row: CounterEvidenceRow): string {
  return `Against: ${row.sentence} (${signedBits(row.bits)})`;
}
