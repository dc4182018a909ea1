import type { CounterEvidenceKind, CounterEvidenceRow } from "@/lib/domain/evidence";
import { Sentence } from "@/components/ui/Sentence";
import { StrengthBar } from "@/components/ui/StrengthBar";
import styles from "./explain.module.css";
import { WaterfallTrack } from "./WaterfallTrack";
import type { WaterfallBar } from "./waterfall";

const COUNTER_LABEL: Record<CounterEvidenceKind, string> = {
  verified_entity_differs: "Another verified entity",
  contract_differs: "Another contract",
  disjoint_leases: "Never at the same time",
  analyst_cannot_link: "Cannot be linked, says an analyst",
};

/** One thing that speaks against a link. */
export function CounterRow({ row, bar }: { row: CounterEvidenceRow; bar?: WaterfallBar | undefined }) {
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <span className={styles.counterMark} aria-hidden />
        <span className={styles.kind}>{COUNTER_LABEL[row.kind]}</span>
        <span className={styles.bits}>
          <StrengthBar bits={row.bits} signed />
        </span>
      </div>
      {bar === undefined ? null : <WaterfallTrack bar={bar} counter />}
      <p className={styles.sentence}>
        <Sentence>{row.sentence}</Sentence>
      </p>
    </li>
  );
}
