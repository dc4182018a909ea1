"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DecisionsOf } from "@/components/decision/DecisionsOf";
import { Explained } from "@/components/graph/inspector/Explained";
import { cleanText, shortLabel } from "@/components/graph/label";
import { Page } from "@/components/shell/Page";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { ErrorState } from "@/components/ui/ErrorState";
import { Id } from "@/components/ui/Id";
import { MembershipMark } from "@/components/ui/MembershipMark";
import { Panel } from "@/components/ui/Panel";
import { SkeletonRows } from "@/components/ui/Skeleton";
import { accountQuery } from "@/lib/client/accounts";
import { ApiError } from "@/lib/client/api-error";
import { CASE_STATUS_LABEL } from "@/lib/domain/case";
import { accountNodeId } from "@/lib/domain/graph-id";
import type { AccountView } from "@/lib/domain/views";
import { accountFacts } from "./account-facts";
import styles from "./account.module.css";
import { DailyExchanges } from "./DailyExchanges";
import { IdentifiersPanel } from "./IdentifiersPanel";
import { ProfilePanels } from "./ProfilePanels";

function investigateHref(view: AccountView): string {
  const id = encodeURIComponent(view.account.accountId);
  if (view.membership === null) return `/investigate?account=${id}`;
  const network = encodeURIComponent(view.membership.networkId);
  return `/investigate?network=${network}&select=${encodeURIComponent(accountNodeId(view.account.accountId))}`;
}

function WhyPanel({ view }: { view: AccountView }) {
  const strongest = view.strongestLink;
  return (
    <Panel title="Why it is in a network">
      {view.membership === null ? (
        <p className={styles.quiet}>The engine put it in no network.</p>
      ) : (
        <p className={styles.line}>
          <MembershipMark
            membership={view.membership.membership}
            protectedAccount={view.account.verifiedEntity !== ""}
            withWord
          />{" "}
          member of{" "}
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
            <Link href={`/accounts/${encodeURIComponent(strongest.accountId)}`} className={styles.mono}>
              <bdi>{shortLabel(strongest.accountId, 30)}</bdi>
            </Link>
          </p>
          <Explained accountA={view.account.accountId} accountB={strongest.accountId} />
        </>
      )}
    </Panel>
  );
}

function Loaded({ view }: { view: AccountView }) {
  const { account } = view;
  return (
    <Page
      title={
        <bdi>{shortLabel(account.displayName === "" ? account.accountId : account.displayName, 60)}</bdi>
      }
      lead={<Id value={account.accountId} max={40} what="account id" />}
      actions={<ButtonLink href={investigateHref(view)}>Investigate</ButtonLink>}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title="Facts">
            <dl className={styles.facts}>
              {accountFacts(view).map(([name, value]) => (
                <div key={name} className={styles.fact}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </Panel>
          <WhyPanel view={view} />
          <DecisionsOf
            scope={{ accountId: account.accountId }}
            empty="Nobody has decided on this account: it is where the engine alone puts it."
          />
        </div>
        <div className={styles.column}>
          {view.perDay.days.length === 0 ? (
            <Panel title="Exchanges per day">
              <p className={styles.quiet}>No exchanges on record.</p>
            </Panel>
          ) : (
            <DailyExchanges
              days={view.perDay.days}
              exchanges={view.perDay.exchanges}
              label={shortLabel(account.accountId, 18)}
            />
          )}
          <ProfilePanels accountId={account.accountId} />
          <IdentifiersPanel view={view} />
          <Panel title="Cases">
            {view.cases.length === 0 ? (
              <p className={styles.quiet}>In no case.</p>
            ) : (
              <ul>
                {view.cases.map((entry) => (
                  <li key={entry.id} className={styles.line}>
                    <Link href={`/cases/${encodeURIComponent(entry.id)}`}>{entry.number}</Link>{" "}
                    <bdi>{cleanText(entry.title)}</bdi> · {CASE_STATUS_LABEL[entry.status]}
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
    </Page>
  );
}

/** An account on one page: facts, why it is in a network, what it uses, what it did. */
export function AccountPage({ accountId }: { accountId: string }) {
  const account = useQuery(accountQuery(accountId));
  if (account.isSuccess) return <Loaded view={account.data} />;
  return (
    <Page title={<bdi>{shortLabel(accountId, 40)}</bdi>}>
      {account.isPending ? (
        <div className={styles.columns}>
          <Panel title="Facts">
            <SkeletonRows rows={13} rowHeight={22} />
          </Panel>
          <Panel title="Exchanges per day">
            <SkeletonRows rows={6} />
          </Panel>
        </div>
      ) : account.error instanceof ApiError && account.error.code === "not_found" ? (
        <EmptyState
          title="No such account on record"
          action={<ButtonLink href="/investigate">Search</ButtonLink>}
        >
          No account of this id has been imported. Check the id, or look under Sources whether its import is
          complete.
        </EmptyState>
      ) : (
        <ErrorState error={account.error} onRetry={() => void account.refetch()} />
      )}
    </Page>
  );
}
