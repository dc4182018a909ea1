"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { accountFacts } from "@/components/account/account-facts";
import { Button } from "@/components/ui/Button";
import { ErrorState } from "@/components/ui/ErrorState";
import { Id } from "@/components/ui/Id";
import { KindIcon } from "@/components/ui/KindIcon";
import { MembershipMark } from "@/components/ui/MembershipMark";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { Sparkline } from "@/components/ui/Sparkline";
import { accountQuery } from "@/lib/client/accounts";
import { compact, counted, grouped } from "@/lib/core/format";
import { CASE_STATUS_LABEL } from "@/lib/domain/case";
import { accountNodeId, identifierNodeId } from "@/lib/domain/graph-id";
import { ROSTER_CLASS_LABEL } from "@/lib/domain/roster";
import type { AccountView } from "@/lib/domain/views";
import { cleanText, shortLabel } from "../label";
import { Explained } from "./Explained";
import styles from "./inspector.module.css";
import { Facts, Section } from "./Section";

const IDENTIFIERS_FIRST = 12;

function Identifiers({
  view,
  onSelect,
  onCanvas,
}: {
  view: AccountView;
  onSelect: (nodeId: string) => void;
  onCanvas: (nodeId: string) => boolean;
}) {
  const [all, setAll] = useState(false);
  const rows = all ? view.identifiers : view.identifiers.slice(0, IDENTIFIERS_FIRST);
  return (
    <Section
      title="Identifiers"
      note={`showing ${grouped(rows.length)} of ${grouped(view.identifiersTotal)}`}
    >
      <ul className={styles.list}>
        {rows.map((row) => {
          const nodeId = identifierNodeId(row);
          return (
            <li key={nodeId} className={styles.item}>
              <KindIcon kind={row.kind} label={cleanText(row.kindLabel)} />
              {onCanvas(nodeId) ? (
                <button
                  type="button"
                  className={styles.value}
                  title={cleanText(row.display)}
                  onClick={() => onSelect(nodeId)}
                >
                  <bdi>{shortLabel(row.display, 26)}</bdi>
                </button>
              ) : (
                <span className={styles.value} title={cleanText(row.display)}>
                  <bdi>{shortLabel(row.display, 26)}</bdi>
                </span>
              )}
              {row.roster === null ? null : (
                <span className={styles.roster}>{ROSTER_CLASS_LABEL[row.roster]}</span>
              )}
              <span className={styles.figure} title="accounts that used it">
                {row.crowd === 1 ? "only this" : counted(row.crowd, "account")}
              </span>
            </li>
          );
        })}
      </ul>
      {view.identifiers.length > IDENTIFIERS_FIRST && !all ? (
        <Button variant="quiet" size="small" onClick={() => setAll(true)}>
          {`Show all ${grouped(view.identifiers.length)}`}
        </Button>
      ) : null}
    </Section>
  );
}

/** An account: what it is, why it is in the network, what it uses, what it did. */
export function AccountInspector({
  accountId,
  onSelect,
  onCanvas,
}: {
  accountId: string;
  onSelect: (nodeIds: string[]) => void;
  onCanvas: (nodeId: string) => boolean;
}) {
  const account = useQuery(accountQuery(accountId));
  const heading = (
    <header className={styles.head}>
      <KindIcon kind="account" size={14} />
      <span className={styles.headKind}>account</span>
      <Id value={accountId} max={26} what="account id" />
    </header>
  );
  if (account.isPending)
    return (
      <>
        {heading}
        <SkeletonRows rows={12} rowHeight={24} />
      </>
    );
  if (account.isError)
    return (
      <>
        {heading}
        <ErrorState error={account.error} onRetry={() => void account.refetch()} />
      </>
    );
  const view = account.data;
  const strongest = view.strongestLink;
  return (
    <>
      {heading}
      <div className={styles.actions}>
        <Link href={`/accounts/${encodeURIComponent(accountId)}`}>Open account page</Link>
      </div>
      <Section title="Facts">
        <Facts rows={accountFacts(view)} />
      </Section>
      <Section title="Why it is here">
        {view.membership === null ? (
          <p className={styles.quiet}>The engine put it in no network.</p>
        ) : (
          <p className={styles.line}>
            <MembershipMark
              membership={view.membership.membership}
              protectedAccount={view.account.verifiedEntity !== ""}
              withWord
            />{" "}
            of{" "}
            <Link href={`/networks/${encodeURIComponent(view.membership.networkId)}`}>
              {view.membership.networkLabel}
            </Link>
          </p>
        )}
        {strongest === null ? (
          <p className={styles.quiet}>No kept link ties it to another account.</p>
        ) : (
          <>
            <p className={styles.line}>
              Its strongest link is to{" "}
              <button
                type="button"
                className={styles.value}
                onClick={() => onSelect([accountNodeId(accountId), accountNodeId(strongest.accountId)])}
              >
                <bdi>{shortLabel(strongest.accountId, 24)}</bdi>
              </button>
            </p>
            <Explained accountA={accountId} accountB={strongest.accountId} />
          </>
        )}
      </Section>
      <Section title="Activity" note={`${compact(view.exchanges)} exchanges`}>
        {view.perDay.exchanges.length === 0 ? (
          <p className={styles.quiet}>No exchanges on record.</p>
        ) : (
          <Sparkline values={view.perDay.exchanges} label="exchanges per day" width={280} height={40} />
        )}
      </Section>
      <Identifiers view={view} onSelect={(id) => onSelect([id])} onCanvas={onCanvas} />
      <Section title="Cases">
        {view.cases.length === 0 ? (
          <p className={styles.quiet}>In no case.</p>
        ) : (
          <ul className={styles.list}>
            {view.cases.map((entry) => (
              <li key={entry.id} className={styles.item}>
                <Link href={`/cases/${encodeURIComponent(entry.id)}`}>{entry.number}</Link>
                <span className={styles.grow}>
                  <bdi>{shortLabel(entry.title, 40)}</bdi>
                </span>
                <span className={styles.figure}>{CASE_STATUS_LABEL[entry.status]}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
