"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { AddressCredits } from "@/components/roster/AddressCredits";
import { AddressOriginLine } from "@/components/roster/AddressOriginLine";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { Id } from "@/components/ui/Id";
import { KindIcon } from "@/components/ui/KindIcon";
import { Notice } from "@/components/ui/Notice";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { WindowUtc } from "@/components/ui/TimeUtc";
import { identifierQuery } from "@/lib/client/accounts";
import { counted, grouped } from "@/lib/core/format";
import { accountNodeId, identifierNodeId } from "@/lib/domain/graph-id";
import { FAMILY_LABEL, type Identifier } from "@/lib/domain/identifier";
import { MAIL_DOMAIN_LABEL } from "@/lib/domain/mail-domain";
import { ROSTER_CLASS_LABEL } from "@/lib/domain/roster";
import { cleanText, shortLabel } from "../label";
import { AccountsOverTime } from "./AccountsOverTime";
import styles from "./inspector.module.css";
import { Facts, Section } from "./Section";

const ACCOUNTS_FIRST = 20;

/** An identifier: who uses it, in and outside this network, and whether it is known shared infrastructure. */
export function IdentifierInspector({
  identifier,
  networkId,
  onSelect,
  onCanvas,
}: {
  identifier: Identifier;
  networkId: string | null;
  onSelect: (nodeId: string) => void;
  onCanvas: (nodeId: string) => boolean;
}) {
  const [all, setAll] = useState(false);
  const query = useQuery(identifierQuery(identifier.kind, identifier.value));
  const heading = (
    <header className={styles.head}>
      <KindIcon kind={identifier.kind} size={14} />
      <span className={styles.headKind}>
        {cleanText(query.data?.kindLabel ?? identifier.kind.replaceAll("_", " "))}
      </span>
      <Id value={cleanText(query.data?.display ?? identifier.value)} max={24} what="identifier" />
    </header>
  );
  if (query.isPending)
    return (
      <>
        {heading}
        <SkeletonRows rows={12} rowHeight={24} />
      </>
    );
  if (query.isError)
    return (
      <>
        {heading}
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  const view = query.data;
  const here = view.networks.find((network) => network.networkId === networkId)?.members ?? 0;
  const rows = all ? view.accounts : view.accounts.slice(0, ACCOUNTS_FIRST);
  return (
    <>
      {heading}
      {view.roster === null ? null : (
        <Notice tone="warn">
          Known shared infrastructure: {ROSTER_CLASS_LABEL[view.roster.class]}, counted as at least{" "}
          {counted(view.roster.capacity, "account")}.{" "}
          {view.roster.note === "" ? null : <bdi>{shortLabel(view.roster.note, 160)}</bdi>}
        </Notice>
      )}
      <Section title="Who uses it">
        <Facts
          rows={[
            ["accounts", grouped(view.crowd)],
            ...(networkId === null
              ? []
              : ([
                  ["in this network", grouped(here)],
                  ["outside it", grouped(Math.max(0, view.crowd - here))],
                ] as const)),
            ["family", FAMILY_LABEL[view.family]],
            ...(view.origin === null
              ? []
              : ([
                  ["network it is in", <AddressOriginLine key="origin" origin={view.origin} max={28} />],
                  ["known from", shortLabel(view.origin.data, 80)],
                ] as const)),
            ...(view.mailDomain === null
              ? []
              : ([["mail domain", MAIL_DOMAIN_LABEL[view.mailDomain]]] as const)),
            [
              "roster",
              view.roster === null ? (
                "not on it"
              ) : (
                <Badge key="roster">{ROSTER_CLASS_LABEL[view.roster.class]}</Badge>
              ),
            ],
          ]}
        />
        <AddressCredits origins={[view.origin]} />
      </Section>
      <AccountsOverTime key={identifierNodeId(identifier)} identifier={identifier} />
      <Section title="Networks">
        {view.networks.length === 0 ? (
          <p className={styles.quiet}>None of its accounts is in a network.</p>
        ) : (
          <ul className={styles.list}>
            {view.networks.map((network) => (
              <li key={network.networkId} className={styles.item}>
                <Link href={`/networks/${encodeURIComponent(network.networkId)}`} className={styles.grow}>
                  {network.networkLabel}
                </Link>
                <span className={styles.figure}>{counted(network.members, "member")}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Accounts" note={`showing ${grouped(rows.length)} of ${grouped(view.crowd)}`}>
        <ul className={styles.list}>
          {rows.map((row) => {
            const nodeId = accountNodeId(row.accountId);
            return (
              <li key={row.accountId} className={styles.item}>
                <KindIcon kind="account" hollow={networkId !== null && row.networkId !== networkId} />
                {onCanvas(nodeId) ? (
                  <button type="button" className={styles.value} onClick={() => onSelect(nodeId)}>
                    <bdi>{shortLabel(row.accountId, 20)}</bdi>
                  </button>
                ) : (
                  <Link href={`/accounts/${encodeURIComponent(row.accountId)}`} className={styles.value}>
                    <bdi>{shortLabel(row.accountId, 20)}</bdi>
                  </Link>
                )}
                <span className={styles.figure}>
                  {counted(row.count, "use")} ·{" "}
                  <WindowUtc fromMs={row.firstMs} toMs={row.lastMs} zone={false} />
                </span>
              </li>
            );
          })}
        </ul>
        {view.accounts.length > ACCOUNTS_FIRST && !all ? (
          <Button variant="quiet" size="small" onClick={() => setAll(true)}>
            {`Show ${grouped(view.accounts.length)}`}
          </Button>
        ) : null}
      </Section>
    </>
  );
}
