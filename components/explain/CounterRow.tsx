import type { CounterEvidenceRow } from "@/lib/domain/evidence";
import { Sentence } from "@/components/ui/Sentence";
import { StrengthBar } from "@/components/ui/StrengthBar";
import styles from "./explain.module.css";
import { COUNTER_LABEL } from "./waterfall";

/** One thing that speaks against a link. */
export function CounterRow({ row }: { row: CounterEvidenceRow }) {
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <span className={styles.counterMark} aria-hidden />
        <span className={styles.kind}>{COUNTER_LABEL[row.kind]}</span>
        <span className={styles.bits}>
          <StrengthBar bits={row.bits} signed />
        </span>
      </div>
      <p className={styles.sentence}>
        <Sentence>{row.sentence}</Sentence>
      </p>
    </li>
  );
}
