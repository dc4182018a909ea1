"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { cleanText, shortLabel } from "@/components/graph/label";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { KindIcon } from "@/components/ui/KindIcon";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { TimeUtc } from "@/components/ui/TimeUtc";
import { useToast } from "@/components/ui/Toast";
import { decideCandidate, rosterCandidatesQuery } from "@/lib/client/roster";
import { counted, grouped } from "@/lib/core/format";
import { identifierNodeId } from "@/lib/domain/graph-id";
import type { RosterCandidate } from "@/lib/domain/roster-candidate";
import { AcceptDialog } from "./AcceptDialog";
import { AddressCredits } from "./AddressCredits";
import { AddressOriginLine } from "./AddressOriginLine";
import { ReasonDialog } from "./ReasonDialog";
import styles from "./roster.module.css";

const SHOWN_FIRST = 6;

function columnsFor(
  mayEdit: boolean,
  onAccept: (candidate: RosterCandidate) => void,
  onDismiss: (candidate: RosterCandidate) => void,
): Column<RosterCandidate>[] {
  return [
    {
      id: "value",
      header: "Identifier",
      width: "60%",
      cell: (row) => (
        <div className={styles.proposal}>
          <div className={styles.identifier}>
            <KindIcon kind={row.kind} />
            <Link
              href={`/investigate?identifier=${encodeURIComponent(identifierNodeId(row))}`}
              className={styles.mono}
              title={cleanText(row.display)}
            >
              <bdi>{shortLabel(row.display, 34)}</bdi>
            </Link>
            <span className={styles.quiet}>{cleanText(row.kindLabel)}</span>
            {row.mixed ? <Badge tone="warn">a network is on it too</Badge> : null}
          </div>
          {row.origin === null ? null : (
            <div className={styles.quiet}>
              <AddressOriginLine origin={row.origin} />
            </div>
          )}
          <div className={styles.sentence}>
            <Sentence>{row.sentence}</Sentence>
          </div>
        </div>
      ),
    },
    {
      id: "accounts",
      header: "Accounts",
      numeric: true,
      sortValue: (row) => row.figures.accounts,
      cell: (row) => grouped(row.figures.accounts),
    },
    {
      id: "strangers",
      header: "Strangers",
      numeric: true,
      sortValue: (row) => row.figures.strangers,
      cell: (row) => grouped(row.figures.strangers),
    },
    {
      id: "networks",
      header: "In networks",
      numeric: true,
      sortValue: (row) => row.figures.inNetworks / row.figures.lookedAt,
      cell: (row) => `${Math.round((row.figures.inNetworks / row.figures.lookedAt) * 100)} %`,
    },
    {
      id: "decide",
      header: <span className="visually-hidden">Decide</span>,
      cell: (row) =>
        mayEdit ? (
          <div className={styles.decide}>
            <Button
              size="small"
              onClick={() => onAccept(row)}
              aria-label={`Accept ${cleanText(row.display)}`}
            >
              Accept…
            </Button>
            <Button
              size="small"
              variant="quiet"
              onClick={() => onDismiss(row)}
              aria-label={`Dismiss ${cleanText(row.display)}`}
            >
              Dismiss…
            </Button>
          </div>
        ) : null,
    },
  ];
}

/** What looks like shared infrastructure, with its figures; a person decides on each. */
export function ProposedPanel({ mayEdit }: { mayEdit: boolean }) {
  const query = useQuery(rosterCandidatesQuery);
  const client = useQueryClient();
  const toast = useToast();
  const [accepting, setAccepting] = useState<RosterCandidate | null>(null);
  const [dismissing, setDismissing] = useState<RosterCandidate | null>(null);
  const [all, setAll] = useState(false);
  const done = (words: string): void => {
    toast(words);
    void client.invalidateQueries();
  };
  if (query.isPending)
    return (
      <Panel title="Proposed" flush>
        <SkeletonRows rows={5} rowHeight={56} />
      </Panel>
    );
  if (query.isError)
    return (
      <Panel title="Proposed" flush>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Panel>
    );
  const { candidates, dismissed } = query.data;
  const rows = all ? candidates : candidates.slice(0, SHOWN_FIRST);
  return (
    <Panel title="Proposed" note="crowds of strangers; nothing is entered until a person accepts it" flush>
      <DataTable
        caption="Identifiers proposed for the roster"
        columns={columnsFor(mayEdit, setAccepting, setDismissing)}
        rows={rows}
        rowKey={identifierNodeId}
        total={rows.length === candidates.length ? undefined : candidates.length}
        noun="proposals"
        more={
          <Button size="small" variant="quiet" onClick={() => setAll(true)}>
            Show all
          </Button>
        }
        empty={
          <EmptyState title="Nothing to propose">
            No identifier outside the roster has a crowd of strangers on it. Proposals come from the records
            and from the newest networks.
          </EmptyState>
        }
      />
      <AddressCredits origins={candidates.map((row) => row.origin)} />
      {dismissed.length === 0 ? null : (
        <details className={styles.dismissed}>
          <summary>{counted(dismissed.length, "proposal")} dismissed</summary>
          <ul>
            {dismissed.map((row) => (
              <li key={`${row.kind} ${row.value}`}>
                <bdi className={styles.mono}>{shortLabel(row.value, 40)}</bdi>:{" "}
                <Sentence>{row.reason}</Sentence>{" "}
                <span className={styles.quiet}>
                  <Sentence>{row.byName}</Sentence>, <TimeUtc ms={row.atMs} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {accepting === null ? null : (
        <AcceptDialog
          candidate={accepting}
          onAccepted={() => done("On the roster; the networks are stale until they are resolved again")}
          onClose={() => setAccepting(null)}
        />
      )}
      {dismissing === null ? null : (
        <ReasonDialog
          title={`Dismiss ${cleanText(dismissing.display)}`}
          description="It is not proposed again. It can still be added by hand."
          label="Why is it no shared infrastructure?"
          action="Dismiss"
          onReason={(reason) =>
            decideCandidate({ kind: dismissing.kind, value: dismissing.value, decision: "dismissed", reason })
          }
          onDone={() => done("Dismissed")}
          onClose={() => setDismissing(null)}
        />
      )}
    </Panel>
  );
}
