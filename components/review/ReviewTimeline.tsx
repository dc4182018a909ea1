import { EmptyState } from "@/components/ui/EmptyState";
import { Id } from "@/components/ui/Id";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { classNames } from "@/components/ui/class-names";
import type { CaseReview, CaseView } from "@/lib/domain/case";
import styles from "./ReviewTimeline.module.css";

const WORD: Record<CaseReview["decision"], string> = {
  submitted: "Submitted",
  approved: "Approved",
  sent_back: "Sent back",
};

/** Every submission and decision, newest first, each with the hash of exactly what it was about. */
export function ReviewTimeline({ view }: { view: CaseView }) {
  const newestFirst = [...view.reviews].reverse();
  return (
    <Panel title="Submissions and decisions" note="newest first">
      {newestFirst.length === 0 ? (
        <EmptyState title="Not submitted yet">
          Each submission and decision is kept here with the hash of what it was about.
        </EmptyState>
      ) : (
        <ol className={styles.entries}>
          {newestFirst.map((review) => (
            <li key={review.id} className={classNames(styles.entry, styles[review.decision])}>
              <p className={styles.line}>
                <strong>{WORD[review.decision]}</strong>
                <span>
                  by <Sentence>{review.byName}</Sentence>
                </span>
                <TimeUtc ms={review.atMs} />
              </p>
              {review.reason === "" ? null : (
                <p className={styles.reason}>
                  <Sentence>{review.reason}</Sentence>
                </p>
              )}
              <p className={styles.hash}>
                content <Id value={review.contentHash} max={24} what="content hash" />
                {review.contentHash === view.contentHash ? "same as now" : "changed since"}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
