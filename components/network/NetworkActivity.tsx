"use client";

import { useQuery } from "@tanstack/react-query";
import { DailyExchanges } from "@/components/account/DailyExchanges";
import { Sparkline } from "@/components/ui/Sparkline";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { overviewQuery } from "@/lib/client/overview";
import type { NetworkView } from "@/lib/domain/views";
import styles from "./network.module.css";

/** Exchanges per day of all members. The days are those of the whole record, which the overview names. */
export function NetworkActivity({ view }: { view: NetworkView }) {
  const overview = useQuery(overviewQuery);
  const days = overview.data?.trend.days ?? [];
  if (view.perDay.length > 0 && days.length === view.perDay.length)
    return <DailyExchanges days={days} exchanges={view.perDay} label={view.label} />;
  return (
    <Panel title="Exchanges per day">
      {view.perDay.length === 0 ? (
        <p className={styles.quiet}>No exchanges on record.</p>
      ) : overview.isPending ? (
        <SkeletonRows rows={5} />
      ) : (
        <Sparkline values={view.perDay} label="exchanges per day" width={420} height={80} />
      )}
    </Panel>
  );
}
