"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { GuardRowView } from "@/components/explain/GuardRow";
import { cleanText } from "@/components/graph/label";
import { DataVersions } from "@/components/overview/RunStatus";
import { Page } from "@/components/shell/Page";
import { StaleNotice } from "@/components/source/StaleNotice";
import { Button, ButtonLink } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { ApiError } from "@/lib/client/api-error";
import { networkQuery } from "@/lib/client/networks";
import { counted, grouped } from "@/lib/core/format";
import type { NetworkView } from "@/lib/domain/views";
import { AgainstPanel } from "./AgainstPanel";
import { BetweenPanel } from "./BetweenPanel";
import { DecisionsPanel } from "./DecisionsPanel";
import { DistillationPanel } from "./DistillationPanel";
import { HoldsPanel } from "./HoldsPanel";
import { LineagePanel } from "./LineagePanel";
import { MembersPanel } from "./MembersPanel";
import styles from "./network.module.css";
import { NetworkActivity } from "./NetworkActivity";
import { NetworkFacts } from "./NetworkFacts";
import { NetworkGone } from "./NetworkGone";
import { OpenCaseDialog } from "./OpenCaseDialog";
import { SharedPanel } from "./SharedPanel";
import { ThresholdPanel } from "./ThresholdPanel";
import { WeakBridges } from "./WeakBridges";

const MEMBERS_MAX = 1_000;

function Dossier({ view, onMoreMembers }: { view: NetworkView; onMoreMembers: (() => void) | undefined }) {
  const [caseOpen, setCaseOpen] = useState(false);
  return (
    <Page
      title={view.label}
      lead={<Sentence>{view.headline}</Sentence>}
      actions={
        <>
          <ButtonLink href={`/investigate?network=${encodeURIComponent(view.id)}`}>Investigate</ButtonLink>
          <Button variant="primary" onClick={() => setCaseOpen(true)}>
            Open a case
          </Button>
        </>
      }
    >
      <StaleNotice />
      <NetworkFacts view={view} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <HoldsPanel networkId={view.id} />
          <SharedPanel view={view} />
          <BetweenPanel networkId={view.id} />
          <ThresholdPanel networkId={view.id} />
          <DecisionsPanel view={view} />
          <LineagePanel view={view} />
        </div>
        <div className={styles.column}>
          <NetworkActivity view={view} />
          <AgainstPanel view={view} />
          <DistillationPanel view={view} />
          <Panel title="Weak bridges" note="where the network might be two">
            <WeakBridges bridges={view.weakBridges} />
          </Panel>
          <Panel title="Guards that fired" note={counted(view.guards.length, "rule")}>
            {view.guards.length === 0 ? (
              <p className={styles.quiet}>No rule held anything back.</p>
            ) : (
              <ul>
                {view.guards.map((row) => (
                  <GuardRowView key={`${row.guard} ${row.sentence}`} row={row} />
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
      <MembersPanel view={view} onMore={onMoreMembers} />
      <p className={styles.quiet}>
        {view.run === null
          ? ""
          : `Engine ${cleanText(view.run.modelVersion)} over ${grouped(view.run.accounts)} accounts and ${grouped(view.run.observations)} observations.`}
      </p>
      {view.run === null ? null : <DataVersions versions={view.run.dataVersions} />}
      <OpenCaseDialog
        open={caseOpen}
        onOpenChange={setCaseOpen}
        networkId={view.id}
        networkLabel={view.label}
      />
    </Page>
  );
}

/** A network on one page: the sentence, what holds it, who is in it, what speaks against it. */
export function NetworkDossier({ networkId }: { networkId: string }) {
  const [membersMax, setMembersMax] = useState<number | undefined>(undefined);
  const network = useQuery(networkQuery(networkId, membersMax === undefined ? {} : { membersMax }));
  if (network.isPending)
    return (
      <Page title="Network">
        <Panel title="What holds it together">
          <SkeletonRows rows={8} />
        </Panel>
        <Panel title="Members">
          <SkeletonRows rows={14} />
        </Panel>
      </Page>
    );
  if (network.isError)
    return (
      <Page title="Network">
        {network.error instanceof ApiError && network.error.code === "not_found" ? (
          <NetworkGone networkId={networkId} />
        ) : (
          <ErrorState error={network.error} onRetry={() => void network.refetch()} />
        )}
      </Page>
    );
  const more =
    network.data.members.length < network.data.membersTotal && network.data.members.length < MEMBERS_MAX
      ? () => setMembersMax(MEMBERS_MAX)
      : undefined;
  return <Dossier view={network.data} onMoreMembers={more} />;
}
