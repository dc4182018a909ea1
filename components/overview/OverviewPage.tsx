"use client";

import { useQuery } from "@tanstack/react-query";
import { Page } from "@/components/shell/Page";
import { Panel } from "@/components/ui/Panel";
import { ErrorState } from "@/components/ui/ErrorState";
import { Notice } from "@/components/ui/Notice";
import { overviewQuery } from "@/lib/client/overview";
import type { OverviewView } from "@/lib/domain/views";
import { FirstRun } from "./FirstRun";
import { NetworksPanel } from "./NetworksPanel";
import styles from "./OverviewPage.module.css";
import { OverviewSkeleton } from "./OverviewSkeleton";
import { RecentPanel } from "./RecentPanel";
import { RunLine, RunNotice } from "./RunStatus";
import { TopNetworkSentence } from "./TopNetworkSentence";
import { Totals } from "./Totals";
import { TrendPanel } from "./TrendPanel";
import { overviewHeadline } from "./headline";

/** The first screen: what needs a look, how it moved, what changed, and every network ranked. */
export function OverviewPage() {
  const overview = useQuery(overviewQuery);
  if (overview.isPending) return <OverviewSkeleton />;
  if (overview.data === undefined) {
    return (
      <Page title="Overview">
        <Panel title="Could not be read" flush>
          <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
        </Panel>
      </Page>
    );
  }
  return (
    <Page
      title={overviewHeadline(overview.data)}
      lead={<TopNetworkSentence view={overview.data} />}
      actions={<RunLine run={overview.data.run} />}
    >
      {overview.isError ? (
        <Notice tone="warn">These figures are from an earlier answer; the last refresh did not work.</Notice>
      ) : null}
      <OverviewBody view={overview.data} />
    </Page>
  );
}

function OverviewBody({ view }: { view: OverviewView }) {
  if (view.run === null) return <FirstRun totals={view.totals} />;
  return (
    <>
      <RunNotice run={view.run} />
      <Totals totals={view.totals} run={view.run} networks={view.networksTotal} />
      <div className={styles.top}>
        <TrendPanel trend={view.trend} />
        <RecentPanel recent={view.recent} />
      </div>
      <NetworksPanel view={view} />
    </>
  );
}
