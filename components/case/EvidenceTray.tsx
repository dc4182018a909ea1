"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { KindIcon } from "@/components/ui/KindIcon";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { ApiError } from "@/lib/client/api-error";
import { networkGraphQuery } from "@/lib/client/graph";
import { networkQuery } from "@/lib/client/networks";
import { counted, grouped, middleTruncated } from "@/lib/core/format";
import type { CaseView } from "@/lib/domain/case";
import type { SharedIdentifier } from "@/lib/domain/network";
import { AttachButton } from "./AttachButton";
import styles from "./EvidenceTray.module.css";
import { TrayLink } from "./TrayLink";
import { forestLinks } from "./forest-links";
import type { ClaimDraft } from "./use-claim-draft";

const ROWS_FIRST = 8;
const ROWS_MORE = 20;
const GRAPH_ACCOUNTS = 150;

/** What the claims of a case can rest on: the network's strongest shared identifiers and the links that hold it. */
export function EvidenceTray({ view, draft }: { view: CaseView; draft: ClaimDraft }) {
  const network = useQuery(networkQuery(view.networkId));
  const graph = useQuery(networkGraphQuery(view.networkId, { accountsMax: GRAPH_ACCOUNTS }));
  const [identifiersMax, setIdentifiersMax] = useState(ROWS_FIRST);
  const [linksMax, setLinksMax] = useState(ROWS_FIRST);
  const editable = view.allowed.edit.ok;
  const shared = network.data?.shared ?? [];
  const sharedTotal = Math.max(
    shared.length,
    (network.data?.sharedCounts ?? []).reduce((sum, row) => sum + row.count, 0),
  );
  const links = graph.data === undefined ? [] : forestLinks(graph.data);
  return (
    <Panel title="Evidence" note={`of ${view.networkLabel}`} flush className={styles.tray}>
      <div className={styles.scroll}>
        <div className={styles.row}>
          <KindIcon kind="network" size={13} />
          <div className={styles.what}>
            <Link href={`/networks/${encodeURIComponent(view.networkId)}`} className={styles.value}>
              {view.networkLabel}
            </Link>
            <span className={styles.facts}>the network as a whole</span>
          </div>
          {editable ? (
            <AttachButton
              evidence={{ type: "network" }}
              name={`network ${view.networkLabel}`}
              draft={draft}
            />
          ) : null}
        </div>
        <h3 className={styles.heading}>Shared identifiers, strongest first</h3>
        {network.isPending ? (
          <SkeletonRows rows={6} rowHeight={38} />
        ) : isGone(network.error) ? (
          <EmptyState title={`${view.networkLabel} is not in the newest run`}>
            The case keeps its subjects, its claims and what they rest on. Accounts can still be attached from
            the subjects.
          </EmptyState>
        ) : network.isError ? (
          <ErrorState error={network.error} onRetry={() => void network.refetch()} />
        ) : shared.length === 0 ? (
          <EmptyState title="None">
            No identifier is shared by two members. The links below rest on behaviour.
          </EmptyState>
        ) : (
          <>
            <ul>
              {shared.slice(0, identifiersMax).map((row) => (
                <SharedRow key={JSON.stringify([row.kind, row.value])} row={row} view={view} draft={draft} />
              ))}
            </ul>
            <More
              shown={Math.min(identifiersMax, shared.length)}
              here={shared.length}
              total={sharedTotal}
              networkId={view.networkId}
              onMore={() => setIdentifiersMax(identifiersMax + ROWS_MORE)}
            />
          </>
        )}
        <h3 className={styles.heading}>Links that hold it together</h3>
        {graph.isPending ? (
          <SkeletonRows rows={4} rowHeight={38} />
        ) : isGone(graph.error) ? (
          <EmptyState title="None">The newest run holds no links of this network.</EmptyState>
        ) : graph.isError ? (
          <ErrorState error={graph.error} onRetry={() => void graph.refetch()} />
        ) : links.length === 0 ? (
          <EmptyState title="None">No link is kept between the accounts shown.</EmptyState>
        ) : (
          <>
            <ul>
              {links.slice(0, linksMax).map((link) => (
                <TrayLink
                  key={`${link.accountA} ${link.accountB}`}
                  link={link}
                  editable={editable}
                  draft={draft}
                />
              ))}
            </ul>
            <More
              shown={Math.min(linksMax, links.length)}
              here={links.length}
              total={links.length}
              networkId={view.networkId}
              onMore={() => setLinksMax(linksMax + ROWS_MORE)}
            />
            {graph.data.shown.accounts < graph.data.total.accounts ? (
              <p className={styles.foot}>
                Among the {grouped(graph.data.shown.accounts)} strongest of{" "}
                {counted(graph.data.total.accounts, "account")}.
              </p>
            ) : null}
          </>
        )}
      </div>
    </Panel>
  );
}

/** A later run may have found other networks; that is news, not a failure. */
function isGone(error: Error | null): boolean {
  return error instanceof ApiError && error.code === "not_found";
}

function SharedRow({ row, view, draft }: { row: SharedIdentifier; view: CaseView; draft: ClaimDraft }) {
  const query = new URLSearchParams({ identifier: `${row.kind}:${row.value}` });
  return (
    <li className={styles.row}>
      <KindIcon kind={row.kind} size={13} />
      <div className={styles.what}>
        <Link href={`/investigate?${query.toString()}`} className={styles.value} title={row.display}>
          <bdi>{middleTruncated(row.display, 24)}</bdi>
        </Link>
        <span className={styles.facts}>
          {row.kindLabel} · {counted(row.members, "member")}, {counted(row.others, "other")}
        </span>
      </div>
      {view.allowed.edit.ok ? (
        <AttachButton
          evidence={{ type: "identifier", kind: row.kind, value: row.value }}
          name={`${row.kindLabel} ${row.display}`}
          draft={draft}
        />
      ) : null}
    </li>
  );
}

function More({
  shown,
  here,
  total,
  networkId,
  onMore,
}: {
  shown: number;
  here: number;
  total: number;
  networkId: string;
  onMore: () => void;
}) {
  if (shown >= total) return null;
  return (
    <p className={styles.foot}>
      showing {grouped(shown)} of {grouped(total)}
      {shown < here ? (
        <Button size="small" variant="quiet" onClick={onMore}>
          Show more
        </Button>
      ) : (
        <Link href={`/networks/${encodeURIComponent(networkId)}`}>the rest on the network’s page</Link>
      )}
    </p>
  );
}
