import { Badge, type Tone } from "@/components/ui/Badge";
import { Sentence } from "@/components/ui/Sentence";
import { StrengthBar } from "@/components/ui/StrengthBar";
import type { LinkExplanation, LinkStatus } from "@/lib/domain/link";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import { CounterRow } from "./CounterRow";
import { EvidenceRowView } from "./EvidenceRow";
import { GuardRowView } from "./GuardRow";
import styles from "./explain.module.css";
import { waterfall } from "./waterfall";

const STATUS: Record<LinkStatus, { word: string; tone: Tone; meaning: string }> = {
  confirmed: { word: "confirmed", tone: "ok", meaning: "counts: it holds the network together" },
  candidate: { word: "candidate", tone: "warn", meaning: "drawn dashed and never counted" },
  none: { word: "no link", tone: "neutral", meaning: "below both thresholds, never counted" },
};

/**
 * Why two accounts are linked, or why not: the sum, what speaks for it row by row, what speaks
 * against it, and the rules that kept it from counting.
 */
export function LinkExplanationView({ explanation }: { explanation: LinkExplanation }) {
  const evidence = [...explanation.evidence].sort((a, b) => b.contribution - a.contribution);
  const steps = [
    ...evidence.map((row) => row.contribution),
    ...explanation.counterEvidence.map((row) => row.bits),
  ];
  const bars = waterfall(steps);
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
      {evidence.length === 0 ? <p className={styles.quiet}>They share no identifier on record.</p> : null}
      <ul className={styles.rows}>
        {evidence.map((row, index) => (
          <EvidenceRowView key={`${row.kind}:${row.value}`} row={row} bar={bars[index]} />
        ))}
      </ul>
      <h4 className={styles.heading}>What speaks against it</h4>
      {explanation.counterEvidence.length === 0 ? (
        <p className={styles.quiet}>Nothing on record.</p>
      ) : (
        <ul className={styles.rows}>
          {explanation.counterEvidence.map((row, index) => (
            <CounterRow key={`${row.kind} ${row.sentence}`} row={row} bar={bars[evidence.length + index]} />
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
      <p className={styles.quiet}>Model {explanation.modelVersion}</p>
    </div>
  );
}
