import { grouped } from "@/lib/core/format";
import type { CounterEvidenceRow } from "@/lib/domain/evidence";
import { hoursWords } from "../behaviour/active-hours";
import { shownPlain } from "../identifiers/shown-value";
import { COUNTER, type PairScorer } from "../scoring/score-pair";

/** What speaks against the scorer's last pair, in words. */
export function counterEvidenceRows(scorer: PairScorer, a: number, b: number): CounterEvidenceRow[] {
  const { input } = scorer;
  const { parameters } = scorer.model;
  const rows: CounterEvidenceRow[] = [];
  if ((scorer.counterFlags & COUNTER.verifiedEntityDiffers) !== 0) {
    const entity = (account: number): string =>
      shownPlain(input.entities[input.verifiedEntity[account] ?? -1] ?? "");
    rows.push({
      kind: "verified_entity_differs",
      bits: parameters.verifiedEntityDiffersBits,
      sentence: `The provider verified two different legal entities: ${entity(a)} and ${entity(b)}.`,
    });
  }
  if ((scorer.counterFlags & COUNTER.contractDiffers) !== 0) {
    const contract = (account: number): string =>
      shownPlain(input.contracts[input.contract[account] ?? -1] ?? "");
    rows.push({
      kind: "contract_differs",
      bits: parameters.contractDiffersBits,
      sentence: `They are invoiced under two different contracts: ${contract(a)} and ${contract(b)}.`,
    });
  }
  if ((scorer.counterFlags & COUNTER.disjointLeases) !== 0) {
    rows.push({
      kind: "disjoint_leases",
      bits: parameters.disjointLeasesBits,
      sentence:
        "Every address or number they have in common was used by one long after the other, so it may have changed hands.",
    });
  }
  if ((scorer.counterFlags & COUNTER.disjointTopics) !== 0) {
    rows.push({
      kind: "disjoint_topics",
      bits: parameters.disjointTopicsBits,
      sentence: `They have no prompt template in common, over ${grouped(scorer.topicUses(a))} and ${grouped(scorer.topicUses(b))} exchanges that carry one.`,
    });
  }
  if ((scorer.counterFlags & COUNTER.disjointHours) !== 0) {
    rows.push({
      kind: "disjoint_hours",
      bits: parameters.disjointHoursBits,
      sentence: `They are never active in the same hour of the day: ${hoursWords(input.activeHours[a] ?? 0)} and ${hoursWords(input.activeHours[b] ?? 0)}.`,
    });
  }
  return rows;
}
