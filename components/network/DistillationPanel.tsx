import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { grouped, signedBits } from "@/lib/core/format";
import type { DistillationTestResult } from "@/lib/domain/distillation";
import type { NetworkView } from "@/lib/domain/views";
import { pValueWords, statisticWords } from "./distillation-words";
import styles from "./distillation.module.css";
import { FindingMark } from "./FindingMark";
import { GradeBadge } from "./GradeBadge";

function TestRow({ test }: { test: DistillationTestResult }) {
  return (
    <li className={styles.test}>
      <div className={styles.head}>
        <span className={styles.label}>{test.label}</span>
        <FindingMark finding={test.finding} />
      </div>
      <p className={styles.sentence}>
        <Sentence>{test.sentence}</Sentence>
      </p>
      <details className={styles.details}>
        <summary>How this was tested</summary>
        <dl className={styles.facts}>
          <dt>null model</dt>
          <dd>{test.nullModel}</dd>
          <dt>statistic</dt>
          <dd>{statisticWords(test.statistic)}</dd>
          <dt>p</dt>
          <dd>{pValueWords(test.pValue)}</dd>
          <dt>bits</dt>
          <dd>{signedBits(test.bits)} b (−log2 p, at most 30; 0 where it is silent)</dd>
          <dt>basis</dt>
          <dd>
            {test.basis.map((one) => `${one.label}: ${grouped(one.value)}`).join(" · ") || "nothing to count"}
          </dd>
        </dl>
      </details>
    </li>
  );
}

/** What the network's own behaviour says of distillation; a claim apart from who runs it. */
export function DistillationPanel({ view }: { view: NetworkView }) {
  const assessment = view.distillation ?? null;
  return (
    <Panel
      title="Is it distilling?"
      note="apart from the links"
      actions={assessment === null ? undefined : <GradeBadge grade={assessment.grade} />}
    >
      {assessment === null ? (
        <p className={styles.quiet}>
          Not assessed: it takes 8 accounts, and a run of the engine that makes these tests.
        </p>
      ) : (
        <>
          <p className={styles.sentence}>
            <Sentence>{assessment.sentence}</Sentence>
          </p>
          <ul className={styles.tests}>
            {assessment.tests.map((test) => (
              <TestRow key={test.id} test={test} />
            ))}
          </ul>
          <details className={styles.details}>
            <summary>How the grade follows</summary>
            <p>{assessment.rule}</p>
          </details>
        </>
      )}
    </Panel>
  );
}
