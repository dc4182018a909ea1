"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ErrorState } from "@/components/ui/ErrorState";
import { countedKind } from "@/components/ui/kind-words";
import { KindIcon } from "@/components/ui/KindIcon";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { Sparkline } from "@/components/ui/Sparkline";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { WindowUtc } from "@/components/ui/TimeUtc";
import { networkQuery } from "@/lib/client/networks";
import { compact, grouped } from "@/lib/core/format";
import { identifierNodeId } from "@/lib/domain/graph-id";
import { cleanText, shortLabel } from "../label";
import styles from "./inspector.module.css";
import { Facts, Section } from "./Section";

const SHARED_FIRST = 12;

/** Nothing is chosen: what the network is, and what holds it together. */
export function NetworkInspector({
  networkId,
  onSelect,
  onCanvas,
}: {
  networkId: string;
  onSelect: (nodeId: string) => void;
  onCanvas: (nodeId: string) => boolean;
}) {
  const network = useQuery(networkQuery(networkId));
  if (network.isPending) return <SkeletonRows rows={14} rowHeight={26} />;
  if (network.isError) return <ErrorState error={network.error} onRetry={() => void network.refetch()} />;
  const view = network.data;
  const shared = view.shared.slice(0, SHARED_FIRST);
  return (
    <>
      <header className={styles.head}>
        <KindIcon kind="network" size={14} />
        <span className={styles.headKind}>network</span>
        <Link href={`/networks/${encodeURIComponent(view.id)}`}>{view.label}</Link>
      </header>
      <p className={styles.headline}>
        <Sentence>{view.headline}</Sentence>
      </p>
      <Section title="Facts">
        <Facts
          rows={[
            ["core", grouped(view.core)],
            ["probable", grouped(view.probable)],
            ["fringe", grouped(view.fringe)],
            ["strength", <StrengthBar key="strength" bits={view.strengthBits} />],
            ["verified enterprise", grouped(view.protectedAccounts)],
            ["banned", grouped(view.bannedAccounts)],
            ["exchanges", compact(view.exchanges)],
            ["window", <WindowUtc key="window" fromMs={view.firstMs} toMs={view.lastMs} />],
          ]}
        />
        {view.perDay.length === 0 ? null : (
          <div style={{ marginTop: "var(--space-2)" }}>
            <Sparkline values={view.perDay} label="exchanges per day" width={280} height={36} />
          </div>
        )}
      </Section>
      <Section
        title="Held together by"
        note={view.sharedCounts
          .map((entry) => countedKind(entry.count, entry.kind, cleanText(entry.kindLabel)))
          .join(" · ")}
      >
        <ul className={styles.list}>
          {shared.map((row) => {
            const nodeId = identifierNodeId(row);
            return (
              <li key={nodeId} className={styles.item}>
                <KindIcon kind={row.kind} label={cleanText(row.kindLabel)} />
                {onCanvas(nodeId) ? (
                  <button type="button" className={styles.value} onClick={() => onSelect(nodeId)}>
                    <bdi>{shortLabel(row.display, 22)}</bdi>
                  </button>
                ) : (
                  <Link
                    className={styles.value}
                    href={`/investigate?identifier=${encodeURIComponent(nodeId)}`}
                    prefetch={false}
                  >
                    <bdi>{shortLabel(row.display, 22)}</bdi>
                  </Link>
                )}
                <span className={styles.figure}>
                  {grouped(row.members)} here, {grouped(row.others)} {row.others === 1 ? "other" : "others"}
                </span>
              </li>
            );
          })}
        </ul>
      </Section>
      <p className={styles.quiet}>
        Click an account, an identifier or a line to see why it is there. Shift-click two accounts to compare
        them.
      </p>
    </>
  );
}
