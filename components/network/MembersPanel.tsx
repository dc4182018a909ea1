"use client";

import { useMemo, useState } from "react";
import { StatusBadge } from "@/components/account/account-facts";
import { cleanText, shortLabel } from "@/components/graph/label";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyState } from "@/components/ui/EmptyState";
import { MembershipMark } from "@/components/ui/MembershipMark";
import { Panel } from "@/components/ui/Panel";
import { StrengthBar } from "@/components/ui/StrengthBar";
import { TextInput } from "@/components/ui/TextInput";
import { dayUtc } from "@/lib/core/time";
import { grouped } from "@/lib/core/format";
import { MEMBERSHIPS, type Membership } from "@/lib/domain/network";
import type { MemberRow, NetworkView } from "@/lib/domain/views";
import { filterMembers } from "./filter-members";
import styles from "./network.module.css";

const columns: Column<MemberRow>[] = [
  {
    id: "account",
    header: "Account",
    sortValue: (row) => row.accountId,
    cell: (row) => <bdi className={styles.mono}>{shortLabel(row.accountId, 24)}</bdi>,
  },
  {
    id: "membership",
    header: "Membership, and why",
    sortValue: (row) => MEMBERSHIPS.indexOf(row.membership),
    cell: (row) => (
      <span className={styles.membership}>
        <MembershipMark membership={row.membership} withWord />
        {row.reason === "" ? null : <span className={styles.reason}>{cleanText(row.reason)}</span>}
      </span>
    ),
  },
  {
    id: "bits",
    header: "Strongest link",
    numeric: true,
    sortValue: (row) => row.bits,
    cell: (row) => <StrengthBar bits={row.bits} />,
  },
  {
    id: "status",
    header: "Status",
    sortValue: (row) => row.status,
    cell: (row) => <StatusBadge status={row.status} />,
  },
  {
    id: "type",
    header: "Type",
    sortValue: (row) => row.accountType,
    cell: (row) => row.accountType.replaceAll("_", " "),
  },
  {
    id: "organization",
    header: "Organization",
    sortValue: (row) => row.organization,
    cell: (row) => (row.organization === "" ? "" : <bdi>{shortLabel(row.organization, 18)}</bdi>),
  },
  {
    id: "country",
    header: "Country",
    sortValue: (row) => row.country,
    cell: (row) => <bdi>{shortLabel(row.country || "–", 12)}</bdi>,
  },
  {
    id: "created",
    header: "Created (UTC)",
    sortValue: (row) => row.createdAtMs,
    cell: (row) => dayUtc(row.createdAtMs),
  },
  {
    id: "exchanges",
    header: "Exchanges",
    numeric: true,
    sortValue: (row) => row.exchanges,
    cell: (row) => grouped(row.exchanges),
  },
];

/** Members, by membership and by text; the whole of them on request. */
export function MembersPanel({ view, onMore }: { view: NetworkView; onMore: (() => void) | undefined }) {
  const [memberships, setMemberships] = useState<ReadonlySet<Membership>>(new Set(MEMBERSHIPS));
  const [text, setText] = useState("");
  const rows = useMemo(
    () => filterMembers(view.members, memberships, text),
    [view.members, memberships, text],
  );
  const count: Record<Membership, number> = { core: view.core, probable: view.probable, fringe: view.fringe };
  const toggle = (membership: Membership): void =>
    setMemberships((present) => {
      const next = new Set(present);
      if (!next.delete(membership)) next.add(membership);
      return next;
    });
  return (
    <Panel
      title="Members"
      note={
        rows.length === view.members.length
          ? undefined
          : `${grouped(rows.length)} of ${grouped(view.members.length)} loaded match`
      }
      actions={
        <div className={styles.filters}>
          {MEMBERSHIPS.map((membership) => (
            <button
              key={membership}
              type="button"
              className={styles.filter}
              aria-pressed={memberships.has(membership)}
              onClick={() => toggle(membership)}
            >
              <MembershipMark membership={membership} withWord /> {grouped(count[membership])}
            </button>
          ))}
          <TextInput
            aria-label="Filter members"
            placeholder="id, organization, country"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      }
      flush
    >
      <DataTable
        caption="Members of the network"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.accountId}
        rowHref={(row) => `/accounts/${encodeURIComponent(row.accountId)}`}
        total={view.membersTotal}
        noun="members"
        more={
          onMore === undefined ? undefined : (
            <Button size="small" variant="quiet" onClick={onMore}>
              Load more
            </Button>
          )
        }
        empty={<EmptyState title="No member matches">Change the filters above.</EmptyState>}
      />
    </Panel>
  );
}
