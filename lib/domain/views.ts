import type { Account } from "./account";
import type { AddressOrigin } from "./address-origin";
import type { CaseSummary } from "./case";
import type { DistillationAssessment, DistillationGrade } from "./distillation";
import type { Family } from "./identifier";
import type { GuardRow, LinkStatus } from "./link";
import type { RecordedLineageEvent } from "./lineage";
import type { MailDomainClass } from "./mail-domain";
import type { Membership, SharedIdentifier, WeakBridge } from "./network";
import type { ContactField } from "./retention";
import type { RosterClass } from "./roster";

/** What the API answers and the browser draws. Times are epoch ms (UTC). */

export interface NetworkSummary {
  id: string;
  /** "N-0412" */
  label: string;
  core: number;
  probable: number;
  fringe: number;
  accounts: number;
  exchanges: number;
  firstMs: number | null;
  lastMs: number | null;
  /** Exchanges per day over the window of the records the run saw, from `firstDayMs` (UTC midnight) on. */
  perDay: number[];
  firstDayMs?: number;
  /** Identifiers that hold it together, strongest first. */
  shared: SharedIdentifier[];
  /** How many distinct identifiers of each kind at least two members share. */
  sharedCounts: { kind: string; kindLabel: string; count: number; othersMax?: number }[];
  families: Family[];
  strengthBits: number;
  /** Members whose account belongs to a verified enterprise. */
  protectedAccounts: number;
  bannedAccounts: number;
  cases: { id: string; number: string; status: string }[];
  headline: string;
  /** Null where it was not assessed: fewer than 8 accounts, or a run of an earlier version. */
  distillationGrade?: DistillationGrade | null;
}

export interface ResolveRunSummary {
  id: string;
  startedAtMs: number;
  finishedAtMs: number | null;
  status: "running" | "complete" | "failed";
  modelVersion: string;
  accounts: number;
  observations: number;
  links: number;
  networks: number;
  /** What the run saw has changed since. */
  stale: boolean;
  /** What changed, in a few words that follow "…, because": null where nothing did. */
  staleReason: string | null;
  notes: string[];
  /** Version of every outside list the run leaned on, by what the list is; empty for runs before there were any. */
  dataVersions: Record<string, string>;
}

/** The newest complete run, and one that is under way now. */
export interface ResolveState {
  run: ResolveRunSummary | null;
  runningSinceMs: number | null;
  /** Why the newest try came to nothing, where it is newer than `run`. */
  failure: string | null;
}

export interface OverviewView {
  run: ResolveRunSummary | null;
  totals: {
    accounts: number;
    exchanges: number;
    identifiers: number;
    imports: number;
    firstMs: number | null;
    lastMs: number | null;
  };
  /** Days of the window (epoch ms of UTC midnight) and exchanges a day: one series per top network, `rest` for all other accounts. */
  trend: { days: number[]; series: { networkId: string; label: string; perDay: number[] }[]; rest: number[] };
  networks: NetworkSummary[];
  networksTotal: number;
  recent: { atMs: number; sentence: string; href: string | null }[];
}

export interface NetworkView extends NetworkSummary {
  members: MemberRow[];
  membersTotal: number;
  weakBridges: WeakBridge[];
  guards: GuardRow[];
  distillation?: DistillationAssessment | null;
  /** What became of it, and what came out of it or went into it, newest first. */
  lineage: RecordedLineageEvent[];
  run: ResolveRunSummary | null;
}

export interface MemberRow {
  accountId: string;
  membership: Membership;
  bits: number;
  /** Why it is core, probable or fringe, in words; empty in rows of older runs. */
  reason: string;
  status: Account["status"];
  accountType: Account["accountType"];
  organization: string;
  country: string;
  createdAtMs: number;
  exchanges: number;
}

export type GraphNode =
  | {
      id: string;
      type: "account";
      accountId: string;
      membership: Membership | null;
      /** Network the account is in, where it is in one. */
      networkId: string | null;
      status: Account["status"];
      protected: boolean;
      exchanges: number;
      /** Identifiers of the account that are not in this answer. */
      hidden: number;
    }
  | {
      id: string;
      type: "identifier";
      kind: string;
      kindLabel: string;
      family: Family;
      value: string;
      display: string;
      /** All accounts that used it. */
      crowd: number;
      /** Of them, accounts in this answer's network. */
      members: number;
      roster: RosterClass | null;
      /** Accounts on it that are not in this answer. */
      hidden: number;
    };

export type GraphEdge =
  | {
      id: string;
      type: "use";
      source: string;
      target: string;
      count: number;
      firstMs: number | null;
      lastMs: number | null;
    }
  | {
      id: string;
      type: "link";
      source: string;
      target: string;
      bits: number;
      status: LinkStatus;
      countered: boolean;
    };

/** A part of the graph, always with what it leaves out. */
export interface GraphView {
  networkId: string | null;
  nodes: GraphNode[];
  edges: GraphEdge[];
  shown: { accounts: number; identifiers: number };
  total: { accounts: number; identifiers: number };
}

/** Before a node is expanded: exact counts per kind of what it would bring. */
export interface ExpandMenu {
  nodeId: string;
  options: { kind: string; kindLabel: string; count: number }[];
}

export interface AccountView {
  account: Account;
  /** Masked: "jo•••@example.test". */
  emailMasked: string;
  /** Masked: "+49•••67". */
  phoneMasked: string;
  /** Contacts that are kept sealed and can be revealed for a purpose. */
  sealed: readonly ContactField[];
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
  perDay: { days: number[]; exchanges: number[] };
  membership: { networkId: string; networkLabel: string; membership: Membership; bits: number } | null;
  /** Strongest kept link, with what it is made of. */
  strongestLink: { accountId: string; bits: number } | null;
  identifiers: {
    kind: string;
    kindLabel: string;
    family: Family;
    value: string;
    display: string;
    crowd: number;
    roster: RosterClass | null;
    /** Whose network an address or range lies in, where a list knows it. */
    origin: AddressOrigin | null;
    mailDomain: MailDomainClass | null;
    firstMs: number | null;
    lastMs: number | null;
    count: number;
  }[];
  identifiersTotal: number;
  cases: CaseSummary[];
}

export interface IdentifierView {
  kind: string;
  kindLabel: string;
  family: Family;
  value: string;
  display: string;
  crowd: number;
  roster: { class: RosterClass; capacity: number; note: string } | null;
  origin: AddressOrigin | null;
  mailDomain: MailDomainClass | null;
  networks: { networkId: string; networkLabel: string; members: number }[];
  accounts: {
    accountId: string;
    networkId: string | null;
    networkLabel: string | null;
    firstMs: number | null;
    lastMs: number | null;
    count: number;
  }[];
}

export interface SearchHit {
  type: "account" | "identifier" | "network" | "case";
  /** nodeId for accounts and identifiers ("account:x", "ip:240.0.0.1"), id otherwise. */
  id: string;
  title: string;
  subtitle: string;
  href: string;
}

export interface SearchView {
  query: string;
  hits: SearchHit[];
  total: number;
}

export interface UserRow {
  id: string;
  name: string;
  email: string;
  roles: string[];
  createdAtMs: number;
}

export interface InvitationRow {
  id: string;
  email: string;
  roles: string[];
  createdAtMs: number;
  expiresAtMs: number;
  status: "open" | "used" | "expired";
}

export interface AuditRow {
  seq: number;
  atMs: number;
  actor: string;
  action: string;
  object: string;
  hash: string;
}
