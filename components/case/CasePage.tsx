"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { Successors } from "@/components/network/Successors";
import { PacketPanel } from "@/components/packet/PacketPanel";
import { ReviewStep } from "@/components/review/ReviewStep";
import { Page } from "@/components/shell/Page";
import { ErrorState } from "@/components/ui/ErrorState";
import { Notice } from "@/components/ui/Notice";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { caseQuery } from "@/lib/client/cases";
import { networkQuery } from "@/lib/client/networks";
import type { CaseView } from "@/lib/domain/case";
import styles from "./CasePage.module.css";
import { CaseRail } from "./CaseRail";
import { CaseStanding } from "./CaseStanding";
import { ClaimsStep } from "./ClaimsStep";
import { EvidenceTray } from "./EvidenceTray";
import { NotesStep } from "./NotesStep";
import { StatusBadge } from "./StatusBadge";
import { SubjectsStep } from "./SubjectsStep";
import { caseSteps, firstStep, STEP_IDS, type StepId } from "./steps";
import { useUrlParameter } from "./url-parameter";
import { useClaimDraft } from "./use-claim-draft";

/** One case: steps on the left, the work in the middle, the evidence on the right. */
export function CasePage({ caseId }: { caseId: string }) {
  const found = useQuery(caseQuery(caseId));
  if (found.isPending) {
    return (
      <Page title="Case">
        <Panel title="Loading the case">
          <SkeletonRows rows={10} />
        </Panel>
      </Page>
    );
  }
  if (found.data === undefined) {
    return (
      <Page title="Case">
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  }
  return <CaseWorkplace view={found.data} />;
}

function CaseWorkplace({ view }: { view: CaseView }) {
  const [written, setStep] = useUrlParameter<StepId>("step", STEP_IDS);
  const step = written ?? firstStep(view);
  const steps = caseSteps(view);
  const current = steps.find((candidate) => candidate.id === step);
  const draft = useClaimDraft();
  const [note, setNote] = useState("");
  const network = useQuery(networkQuery(view.networkId));
  const shared = network.data?.shared ?? [];
  const work = useRef<HTMLDivElement>(null);
  const statusBefore = useRef(view.status);
  useEffect(() => {
    if (statusBefore.current === view.status) return undefined;
    statusBefore.current = view.status;
    const frame = requestAnimationFrame(() => work.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [view.status]);
  const choose = (next: StepId): void => {
    setStep(next);
    requestAnimationFrame(() => work.current?.focus({ preventScroll: true }));
  };
  const withTray = step === "claims" || step === "subjects";
  return (
    <Page
      title={
        <span className={styles.title}>
          <span className={styles.number}>{view.number}</span>
          <Sentence>{view.title}</Sentence>
          <StatusBadge status={view.status} />
        </span>
      }
      lead={
        <span className={styles.lead}>
          <Link href={`/networks/${encodeURIComponent(view.networkId)}`}>{view.networkLabel}</Link>
          <span>
            opened by <Sentence>{view.openedByName}</Sentence>, <TimeUtc ms={view.openedAtMs} />
          </span>
          <span>
            purpose: <Sentence>{view.purpose}</Sentence>
          </span>
        </span>
      }
    >
      <CaseStanding view={view} />
      {view.succession === null ? null : (
        <Notice>
          Changed since the case was opened: {view.succession.label}{" "}
          <Successors succession={view.succession} />. The case keeps its subjects.
        </Notice>
      )}
      <div className={withTray ? styles.three : styles.two}>
        <div className={styles.rail}>
          <CaseRail steps={steps} current={step} onChoose={choose} />
        </div>
        <section ref={work} tabIndex={-1} className={styles.work} aria-label={current?.label ?? "Case"}>
          {step === "subjects" ? <SubjectsStep view={view} draft={draft} /> : null}
          {step === "claims" ? <ClaimsStep view={view} draft={draft} shared={shared} /> : null}
          {step === "notes" ? <NotesStep view={view} text={note} setText={setNote} /> : null}
          {step === "review" ? <ReviewStep view={view} onGoTo={choose} /> : null}
          {step === "packet" ? <PacketPanel view={view} /> : null}
        </section>
        {withTray ? (
          <aside className={styles.tray} aria-label="Evidence tray">
            <EvidenceTray view={view} draft={draft} />
          </aside>
        ) : null}
      </div>
    </Page>
  );
}
