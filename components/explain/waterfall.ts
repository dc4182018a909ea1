import { cleanText, shortLabel } from "@/components/graph/label";
import type { CounterEvidenceKind } from "@/lib/domain/evidence";
import type { Link } from "@/lib/domain/link";

export const COUNTER_LABEL: Record<CounterEvidenceKind, string> = {
  verified_entity_differs: "Another verified entity",
  contract_differs: "Another contract",
  disjoint_leases: "Never at the same time",
  disjoint_topics: "Other topics",
  disjoint_hours: "Other hours",
  analyst_cannot_link: "Cannot be linked, says an analyst",
};

/** One bar of a waterfall: where it begins and ends, in bits. */
export interface WaterfallStep {
  id: string;
  kind: "evidence" | "counter" | "sum";
  label: string;
  /** What tells it from others of its label. */
  detail: string;
  from: number;
  to: number;
  /** What it adds; of the sum, the sum. */
  bits: number;
}

/** Bits that rows of a link which are not listed add; less is rounding. */
const LEFT_OUT_MIN = 0.05;

/**
 * A link's bits row by row: what speaks for it, strongest first, then what speaks against it, each
 * from where the one before ended, then the sum.
 */
export function waterfall(link: Pick<Link, "bits" | "evidence" | "counterEvidence">): WaterfallStep[] {
  const rows = link.evidence
    .filter((row) => row.contribution > 0)
    .sort((x, y) => y.contribution - x.contribution)
    .map((row) => ({
      id: `${row.kind}:${row.value}`,
      kind: "evidence" as const,
      label: cleanText(row.kindLabel),
      detail: shortLabel(row.display, 22),
      bits: row.contribution,
    }));
  const against = link.counterEvidence.map((row) => ({
    id: `against ${row.kind}`,
    kind: "counter" as const,
    label: COUNTER_LABEL[row.kind],
    detail: "",
    bits: row.bits,
  }));
  const listed = [...rows, ...against].reduce((sum, { bits }) => sum + bits, 0);
  const rest = link.bits - listed;
  const steps = [
    ...rows,
    ...(Math.abs(rest) < LEFT_OUT_MIN
      ? []
      : [
          {
            id: "rest",
            kind: rest > 0 ? ("evidence" as const) : ("counter" as const),
            label: "rows not listed",
            detail: "",
            bits: rest,
          },
        ]),
    ...against,
  ];
  let running = 0;
  const drawn = steps.map((step): WaterfallStep => {
    const from = running;
    running += step.bits;
    return { ...step, from, to: running };
  });
  const sum = { id: "sum", kind: "sum" as const, label: "the link", detail: "" };
  return [...drawn, { ...sum, from: 0, to: link.bits, bits: link.bits }];
}
