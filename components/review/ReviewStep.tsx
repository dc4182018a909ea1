"use client";

import { useState } from "react";
import { missingForSubmit, type StepId } from "@/components/case/steps";
import { Button } from "@/components/ui/Button";
import { Panel } from "@/components/ui/Panel";
import type { CaseView } from "@/lib/domain/case";
import { CaseOnePage } from "./CaseOnePage";
import { DecisionDialog } from "./DecisionDialog";
import styles from "./ReviewStep.module.css";
import { ReviewTimeline } from "./ReviewTimeline";
import { SubmitDialog } from "./SubmitDialog";

/** Summary, the act that is due (submit, or decide), and everything decided so far. */
export function ReviewStep({ view, onGoTo }: { view: CaseView; onGoTo: (step: StepId) => void }) {
  return (
    <>
      <CaseOnePage view={view} />
      {view.status === "draft" ? <SubmitPanel view={view} onGoTo={onGoTo} /> : null}
      {view.status === "in_review" ? <DecisionPanel view={view} onGoTo={onGoTo} /> : null}
      <ReviewTimeline view={view} />
    </>
  );
}

function SubmitPanel({ view, onGoTo }: { view: CaseView; onGoTo: (step: StepId) => void }) {
  const [open, setOpen] = useState(false);
  const missing = missingForSubmit(view);
  const { ok, reason } = view.allowed.submit;
  return (
    <Panel title="Submit for review">
      <div className={styles.act}>
        {ok ? (
          <p>Everything a review needs is there. Somebody else than you decides.</p>
        ) : (
          <>
            <p>
              <strong>Not ready:</strong> {reason}
            </p>
            {missing.length === 0 ? null : (
              <ul className={styles.missing}>
                {missing.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </>
        )}
        <div className={styles.buttons}>
          {!ok && missing.length > 0 && view.allowed.edit.ok ? (
            <Button onClick={() => onGoTo("claims")}>To the claims</Button>
          ) : null}
          <Button variant="primary" disabled={!ok} onClick={() => setOpen(true)}>
            Submit for review…
          </Button>
        </div>
      </div>
      <SubmitDialog view={view} open={open} onOpenChange={setOpen} />
    </Panel>
  );
}

function DecisionPanel({ view, onGoTo }: { view: CaseView; onGoTo: (step: StepId) => void }) {
  const [deciding, setDeciding] = useState<{
    decision: "approved" | "sent_back";
    contentHash: string;
  } | null>(null);
  const { approve, send_back: sendBack } = view.allowed;
  const reasons = [
    ...new Set([approve, sendBack].filter((act) => !act.ok && act.reason !== "").map((act) => act.reason)),
  ];
  return (
    <Panel title="Decide" note="four eyes: never the person who submitted it">
      <div className={styles.act}>
        <div>
          <p className={styles.label}>You decide on exactly this content, SHA-256</p>
          <code className={styles.hash}>{view.contentHash}</code>
        </div>
        {reasons.map((reason) => (
          <p key={reason} className={styles.refusal} role="note">
            {reason}
          </p>
        ))}
        <div className={styles.buttons}>
          <Button onClick={() => onGoTo("claims")}>Read the claims and evidence</Button>
          <Button
            disabled={!sendBack.ok}
            onClick={() => setDeciding({ decision: "sent_back", contentHash: view.contentHash })}
          >
            Send back…
          </Button>
          <Button
            variant="primary"
            disabled={!approve.ok}
            onClick={() => setDeciding({ decision: "approved", contentHash: view.contentHash })}
          >
            Approve…
          </Button>
        </div>
      </div>
      {deciding === null ? null : (
        <DecisionDialog
          view={view}
          decision={deciding.decision}
          contentHash={deciding.contentHash}
          onClose={() => setDeciding(null)}
        />
      )}
    </Panel>
  );
}
