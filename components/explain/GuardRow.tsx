import { ShieldCheck } from "lucide-react";
import type { GuardRow } from "@/lib/domain/link";
import { Sentence } from "@/components/ui/Sentence";
import styles from "./explain.module.css";

const GUARD_LABEL: Record<GuardRow["guard"], string> = {
  two_families: "Two families",
  verified_enterprise: "Verified enterprise",
  roster: "Known shared infrastructure",
  minimum_evidence: "Minimum of evidence",
  single_family_data: "One family of data only",
  declared_organization: "Declared organization",
  analyst_must_link: "Decided: must be linked",
  analyst_cannot_link: "Decided: cannot be linked",
  group_evidence: "Evidence of the group",
  possible_victim: "Possible victim",
};

/** A rule that kept a link or an account from counting. */
export function GuardRowView({ row }: { row: GuardRow }) {
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <ShieldCheck aria-hidden className={styles.guardMark} />
        <span className={styles.kind}>{GUARD_LABEL[row.guard]}</span>
      </div>
      <p className={styles.sentence}>
        <Sentence>{row.sentence}</Sentence>
      </p>
    </li>
  );
}
