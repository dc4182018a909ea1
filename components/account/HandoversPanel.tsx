"use client";

import Link from "next/link";
import { cleanText, shortLabel } from "@/components/graph/label";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { KindIcon } from "@/components/ui/KindIcon";
import { MembershipMark } from "@/components/ui/MembershipMark";
import { Panel } from "@/components/ui/Panel";
import { Sentence } from "@/components/ui/Sentence";
import { grouped } from "@/lib/core/format";
import { dayUtc, isoUtc } from "@/lib/core/time";
import { identifierNodeId } from "@/lib/domain/graph-id";
import type { AccountProfile, HandoverRow } from "@/lib/domain/profile";
import styles from "./account.module.css";
import { handoverSentence } from "./handover-words";
import { useFirstRows } from "./use-first-rows";

/** A minute under a head that says UTC. */
function Moment({ ms }: { ms: number }) {
  return (
    <time dateTime={isoUtc(ms)} className={styles.moment}>
      {dayUtc(ms)} {isoUtc(ms).slice(11, 16)}
    </time>
  );
}

function Party({ accountId, self }: { accountId: string; self: string }) {
  return accountId === self ? (
    <span>this account</span>
  ) : (
    <Link href={`/accounts/${encodeURIComponent(accountId)}`} className={styles.mono}>
      <bdi title={cleanText(accountId)}>{shortLabel(accountId, 18)}</bdi>
    </Link>
  );
}

function columnsOf(self: string): Column<HandoverRow>[] {
  return [
    {
      id: "key",
      header: "Key",
      sortValue: (row) => row.apiKeyId,
      cell: (row) => (
        <span className={styles.identifier}>
          <KindIcon kind="api_key" />
          <Link
            href={`/investigate?identifier=${encodeURIComponent(identifierNodeId({ kind: "api_key", value: row.apiKeyId }))}`}
            className={styles.mono}
          >
            <bdi title={cleanText(row.apiKeyId)}>{shortLabel(row.apiKeyId, 18)}</bdi>
          </Link>
        </span>
      ),
    },
    { id: "from", header: "From", cell: (row) => <Party accountId={row.fromAccount} self={self} /> },
    { id: "to", header: "To", cell: (row) => <Party accountId={row.toAccount} self={self} /> },
    {
      id: "network",
      header: "Other's network",
      sortValue: (row) => row.otherNetwork?.networkId ?? null,
      cell: (row) =>
        row.otherNetwork === null ? (
          "in none"
        ) : (
          <span className={styles.identifier}>
            <MembershipMark membership={row.otherNetwork.membership} />
            <Link href={`/networks/${encodeURIComponent(row.otherNetwork.networkId)}`}>
              {row.otherNetwork.networkId}
            </Link>
          </span>
        ),
    },
    {
      id: "count",
      header: "Times",
      numeric: true,
      sortValue: (row) => row.count,
      cell: (row) => grouped(row.count),
    },
    {
      id: "first",
      header: "First (UTC)",
      sortValue: (row) => row.firstMs,
      cell: (row) => <Moment ms={row.firstMs} />,
    },
    {
      id: "last",
      header: "Last (UTC)",
      sortValue: (row) => row.lastMs,
      cell: (row) => <Moment ms={row.lastMs} />,
    },
  ];
}

/** API keys that went to and fro between the account and others; nothing where none did. */
export function HandoversPanel({ profile }: { profile: AccountProfile }) {
  const { handovers } = profile;
  const { rows, more } = useFirstRows(handovers.rows);
  if (handovers.total === 0) return null;
  return (
    <Panel title="Key hand-overs" note="one account left a key, another took it up" flush>
      <p className={styles.tableLead}>
        <Sentence>{handoverSentence(handovers)}</Sentence>
      </p>
      <div className={styles.wide}>
        <DataTable
          caption="API keys that went between this account and others"
          columns={columnsOf(profile.accountId)}
          rows={rows}
          rowKey={(row) => JSON.stringify([row.apiKeyId, row.fromAccount, row.toAccount])}
          total={handovers.total}
          noun="rows"
          more={more}
        />
      </div>
    </Panel>
  );
}
