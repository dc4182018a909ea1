import type { DistillationFinding } from "@/lib/domain/distillation";
import styles from "./distillation.module.css";

export const FINDING_WORDS: Record<DistillationFinding, string> = {
  speaks_for: "speaks for",
  silent: "silent",
  speaks_against: "speaks against",
  not_enough_data: "not enough data",
};

/** Each finding has a shape of its own: filled diamond, dash, hollow red circle, dotted circle. */
function Shape({ finding }: { finding: DistillationFinding }) {
  switch (finding) {
    case "speaks_for":
      return <path d="M8 2 14 8 8 14 2 8Z" fill="currentColor" />;
    case "speaks_against":
      return <circle cx={8} cy={8} r={5} fill="none" stroke="var(--counter)" strokeWidth={1.8} />;
    case "silent":
      return <path d="M3 8h10" stroke="currentColor" strokeWidth={1.8} />;
    case "not_enough_data":
      return (
        <circle
          cx={8}
          cy={8}
          r={5}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.4}
          strokeDasharray="2 2.2"
        />
      );
  }
}

/** What a test found, by shape and word. */
export function FindingMark({ finding }: { finding: DistillationFinding }) {
  return (
    <span className={styles.finding}>
      <svg width={12} height={12} viewBox="0 0 16 16" aria-hidden>
        <Shape finding={finding} />
      </svg>
      {FINDING_WORDS[finding]}
    </span>
  );
}
