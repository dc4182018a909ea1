import type { Membership } from "./network";

/** Days in a row with the same number of accounts; both ends are UTC midnights (epoch ms), the last day counts. */
export interface DayRun {
  fromMs: number;
  toMs: number;
  accounts: number;
}

/** How many accounts were on an identifier, day by day. */
export interface IdentifierTimeline {
  /** All of them; `untimed` are those whose records bring no times. */
  accounts: number;
  untimed: number;
  /** Accounts of which a single time is on record. */
  moments: number;
  /** Stretches in which an account kept it; more than accounts where some came back. */
  stretches: number;
  /** Accounts whose stretches overlap, at most. */
  atOnceMax: number;
  /** Days without use after which a new stretch begins; null where an account keeps it for good. */
  silenceDaysMax: number | null;
  /** Its kind passes from account to account (an address): each record is a use. Others are taken up and kept. */
  passes: boolean;
  firstMs: number | null;
  lastMs: number | null;
  /** First of the days with the most accounts. */
  peak: { dayMs: number; accounts: number } | null;
  /** In order; days without any account are left out. */
  runs: DayRun[];
}

/** Names with how many exchanges bring them, most first, of `names` there are. */
interface NamedCounts<Row> {
  rows: Row[];
  names: number;
  /** Exchanges that bring any. */
  exchanges: number;
}

export interface HandoverRow {
  apiKeyId: string;
  fromAccount: string;
  toAccount: string;
  count: number;
  firstMs: number;
  lastMs: number;
  /** Network the other account is in, where it is in one. */
  otherNetwork: { networkId: string; membership: Membership } | null;
}

/** What an account asks for, and the keys it shares by turns. */
export interface AccountProfile {
  accountId: string;
  exchanges: number;
  models: {
    /** UTC midnights in order; every day of the window, unless the window is too long to draw. */
    days: number[];
    everyDay: boolean;
    /** The most used by name, with their exchanges per day. */
    top: { name: string; perDay: number[] }[];
    /** All other models together, per day. */
    rest: number[];
    names: number;
    exchanges: number;
  };
  templates: NamedCounts<{ value: string; display: string; crowd: number; count: number }>;
  capabilities: NamedCounts<{ name: string; count: number }>;
  handovers: {
    rows: HandoverRow[];
    /** All rows there are. */
    total: number;
    /** The key that changed hands most often. */
    busiest: { apiKeyId: string; others: number; count: number } | null;
    keys: number;
    others: number;
    count: number;
  };
}
