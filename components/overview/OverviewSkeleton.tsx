import { Page } from "@/components/shell/Page";
import { Panel } from "@/components/ui/Panel";
import { Skeleton, SkeletonRows } from "@/components/ui/Skeleton";
import styles from "./OverviewPage.module.css";
import { TREND_HEIGHT } from "./TrendPanel";

/** The overview's shape before its figures. */
export function OverviewSkeleton() {
  return (
    <Page title={<Skeleton width={280} height={25} />} lead={<Skeleton width={620} height={18} />}>
      <Skeleton height={54} />
      <div className={styles.top}>
        <Panel title="Exchanges per day">
          <Skeleton height={TREND_HEIGHT + 24} />
        </Panel>
        <Panel title="Recent" flush>
          <SkeletonRows rows={4} rowHeight={60} />
        </Panel>
      </div>
      <Panel title="Networks" flush>
        <SkeletonRows rows={10} />
      </Panel>
    </Page>
  );
}
