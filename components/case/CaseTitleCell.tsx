import type { CaseSummary } from "@/lib/domain/case";
import styles from "./CaseTitleCell.module.css";

/** Number and title of a case on one line, the title cut where the column ends. */
export function CaseTitleCell({ row }: { row: Pick<CaseSummary, "number" | "title"> }) {
  return (
    <span className={styles.cell}>
      <span className={styles.number}>{row.number}</span>
      <bdi className={styles.title} title={row.title}>
        {row.title}
      </bdi>
    </span>
  );
}
