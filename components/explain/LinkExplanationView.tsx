import { PairDecision } from "@/components/decision/PairDecision";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Sentence } from "@/components/ui/Sentence";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { probabilitySentence, type ExplainedLink } from "@/lib/domain/calibration";
import { counted } from "@/lib/core/format";
import type { EvidenceRow } from "@/lib/domain/evidence";
import type { LinkStatus } from "@/lib/domain/link";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import { CounterRow } from "./CounterRow";
import { EvidenceRowView } from "./EvidenceRow";
import { GuardRowView } from "./GuardRow";
import styles from "./explain.module.css";
import { Waterfall } from "./Waterfall";

const STATUS: Record<LinkStatus, { word: string; tone: Tone; meaning: string }> = {
  confirmed: { word: "confirmed", tone: "ok", meaning: "counts: it holds the network together" },
  candidate: { word: "candidate", tone: "warn", meaning: "drawn dashed and never counted" },
  none: { word: "no link", tone: "neutral", meaning: "below both thresholds, never counted" },
};

/** Below this a row adds nothing one could see. */
const TELLING_BITS = 0.05;
const SILENT_SHOWN_MAX = 3;

function EvidenceRows({ rows }: { rows: readonly EvidenceRow[] }) {
  const telling = rows.filter((row) => row.contribution >= TELLING_BITS);
  const silent = rows.filter((row) => row.contribution < TELLING_BITS);
  const list = (shown: readonly EvidenceRow[]) => (
    <ul className={styles.rows}>
      {shown.map((row) => (
        <EvidenceRowView key={`${row.kind}:${row.value}`} row={row} />
      ))}
    </ul>
  );
  if (telling.length === 0 || silent.length <= SILENT_SHOWN_MAX) return list(rows);
  return (
    <>
      {list(telling)}
      <details className={styles.details}>
        <summary>{counted(silent.length, "further shared identifier")} that add nothing</summary>
        {list(silent)}
      </details>
    </>
  );
}

/**
 * Why two accounts are linked, or why not: the sum, what speaks for it row by row, what speaks
 * against it, and the rules that kept it from counting.
 */
export function LinkExplanationView({ explanation }: { explanation: ExplainedLink }) {
  const evidence = [...explanation.evidence].sort((a, b) => b.contribution - a.contribution);
  const status = STATUS[explanation.status];
  return (
    <div className={styles.explanation}>
      <div className={styles.sum}>
        <StrengthBar bits={explanation.bits} />
        <span title={status.meaning}>
          <Badge tone={status.tone}>{status.word}</Badge>
        </span>
        <span className={styles.quiet}>
          {explanation.families.length === 0
            ? "no family of evidence"
            : explanation.families.map((family) => FAMILY_LABEL[family]).join(" · ")}
        </span>
      </div>
      <p className={styles.lead}>
        <Sentence>{explanation.sentence}</Sentence>
      </p>
      {explanation.probability === undefined ? null : (
        <p className={styles.quiet}>{probabilitySentence(explanation.probability)}</p>
      )}
      <Waterfall link={explanation} />
      {evidence.length === 0 ? <p className={styles.quiet}>They share no identifier on record.</p> : null}
      <EvidenceRows rows={evidence} />
      <h4 className={styles.heading}>What speaks against it</h4>
      {explanation.counterEvidence.length === 0 ? (
        <p className={styles.quiet}>Nothing on record.</p>
      ) : (
        <ul className={styles.rows}>
          {explanation.counterEvidence.map((row) => (
            <CounterRow key={`${row.kind} ${row.sentence}`} row={row} />
          ))}
        </ul>
      )}
      {explanation.guards.length === 0 ? null : (
        <>
          <h4 className={styles.heading}>Guards</h4>
          <ul className={styles.rows}>
            {explanation.guards.map((row) => (
              <GuardRowView key={`${row.guard} ${row.sentence}`} row={row} />
            ))}
          </ul>
        </>
      )}
      <PairDecision accountA={explanation.accountA} accountB={explanation.accountB} />
      <p className={styles.quiet}>Model {explanation.modelVersion}</p>
    </div>
  );
}
