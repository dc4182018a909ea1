import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { counted } from "@/lib/core/format";
import type { CaseView } from "@/lib/domain/case";
import { FIGURE_LABEL } from "@/lib/domain/figures";
import styles from "./CaseOnePage.module.css";
import { caseHeadline } from "./case-headline";

/** The case on one page for who decides: headline, counts, claims, approvals. Names no account, identifier or holder. */
export function CaseOnePage({ view }: { view: CaseView }) {
  const decisions = view.reviews.filter((review) => review.decision !== "submitted");
  return (
    <Panel title="Summary" note="counted from the records; names no account holder">
      <div className={styles.summary}>
        <p className={styles.headline}>{caseHeadline(view.figures)}</p>
        <dl className={styles.figures}>
          {Object.entries(FIGURE_LABEL).map(([name, label]) => (
            <div key={name} className={name === "window" ? styles.wide : undefined}>
              <dd>{view.figures[name] ?? "not counted"}</dd>
              <dt>{label}</dt>
            </div>
          ))}
        </dl>
        <section aria-label="What is claimed">
          <h3 className={styles.heading}>What is claimed</h3>
          {view.claims.length === 0 ? (
            <p className={styles.quiet}>Nothing yet.</p>
          ) : (
            <ol className={styles.claims}>
              {view.claims.map((claim) => (
                <li key={claim.id}>
                  <Sentence>{claim.rendered}</Sentence>{" "}
                  <span className={styles.quiet}>
                    rests on {counted(claim.evidence.length, "piece")} of evidence
                  </span>
                </li>
              ))}
            </ol>
          )}
        </section>
        <section aria-label="Decisions">
          <h3 className={styles.heading}>Decisions so far</h3>
          {decisions.length === 0 ? (
            <p className={styles.quiet}>None: nobody has approved it or sent it back.</p>
          ) : (
            <ul>
              {decisions.map((review) => (
                <li key={review.id}>
                  {review.decision === "approved" ? "Approved" : "Sent back"} by{" "}
                  <Sentence>{review.byName}</Sentence>, <TimeUtc ms={review.atMs} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Panel>
  );
}
