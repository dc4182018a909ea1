import type { ReactNode } from "react";
import { shortLabel } from "@/components/graph/label";
import { Badge } from "@/components/ui/Badge";
import { Count } from "@/components/ui/Count";
import { TimeUtc } from "@/components/ui/TimeUtc";
import type { AccountStatus } from "@/lib/domain/account";
import type { AccountView } from "@/lib/domain/views";
import { ContactFact } from "./ContactFact";

export function StatusBadge({ status }: { status: AccountStatus }) {
  return <Badge tone={status === "banned" || status === "suspended" ? "warn" : "neutral"}>{status}</Badge>;
}

function typed(text: string): ReactNode {
  return text === "" ? (
    <span>not given</span>
  ) : (
    <bdi title={shortLabel(text, 400)}>{shortLabel(text, 60)}</bdi>
  );
}

/** An account's facts as name and value. What its holder typed is cleaned and isolated. */
export function accountFacts(view: AccountView): (readonly [string, ReactNode])[] {
  const { account } = view;
  return [
    ["status", <StatusBadge key="status" status={account.status} />],
    ["type", account.accountType.replaceAll("_", " ")],
    ["created", <TimeUtc key="created" ms={account.createdAtMs} />],
    ...(account.statusChangedAtMs === null
      ? []
      : [["status since", <TimeUtc key="since" ms={account.statusChangedAtMs} />] as const]),
    ["name", typed(account.displayName)],
    ["organization", typed(account.organization)],
    [
      "email",
      <ContactFact
        key="email"
        accountId={account.accountId}
        field="email"
        masked={view.emailMasked}
        sealed={view.sealed.includes("email")}
      />,
    ],
    [
      "phone",
      <ContactFact
        key="phone"
        accountId={account.accountId}
        field="phone"
        masked={view.phoneMasked}
        sealed={view.sealed.includes("phone")}
      />,
    ],
    ["country", typed(account.country)],
    ["signed up from", typed(account.signupIp)],
    ["referral", typed(account.referralCode)],
    [
      "verified entity",
      account.verifiedEntity === "" ? (
        "none"
      ) : (
        <bdi key="entity">{shortLabel(account.verifiedEntity, 60)}</bdi>
      ),
    ],
    ["exchanges", <Count key="exchanges" value={view.exchanges} />],
    [
      "tokens in / out",
      <span key="tokens">
        <Count value={view.inputTokens} short /> / <Count value={view.outputTokens} short />
      </span>,
    ],
  ];
}
