import type { AccountStatus, AccountType } from "@/lib/domain/account";
import type { Campaign } from "./campaign";

/** When an account lives. It makes exchanges from activeFromMs to activeToMs. */
export interface Life {
  createdMs: number;
  activeFromMs: number;
  activeToMs: number;
  status: AccountStatus;
  statusChangedMs: number | null;
}

/** Where an account stands in the population: enough to make everything about it again. */
export interface Place {
  /** Number of the account in the whole population; never shown. */
  index: number;
  segment: Segment;
  /** Position in the segment, and the segment's size. */
  seat: number;
  seats: number;
  /** Group inside the segment, and the position in it (position 0 leads: pays, signed first). */
  group: number;
  groupSeat: number;
  groupSize: number;
}

export interface Subject extends Place {
  accountId: string;
  life: Life;
}

export interface Instrument {
  fingerprint: string;
  kind: "card" | "bank" | "wallet" | "invoice" | "crypto" | "credits";
  bin: string;
  funding: "credit" | "debit" | "prepaid" | "virtual" | "unknown";
  issuerCountry: string;
  billingName: string;
  addedMs: number;
  removedMs: number | null;
}

export interface Device {
  value: string;
  firstMs: number;
  lastMs: number;
  count: number;
}

export interface Client {
  userAgent: string;
  tlsFingerprint: string;
  clientProfile: string;
}

export interface Prompt {
  model: string;
  /** Empty where the prompt was written by hand. */
  templateId: string;
  capability: string;
  maxTokens: number;
  temperature: number;
}

/** What an account's holder typed, and what the provider verified. */
export interface Identity {
  accountType: AccountType;
  organization: string;
  displayName: string;
  email: string;
  phone: string;
  country: string;
  signupIp: string;
  signupUserAgent: string;
  referralCode: string;
  verifiedEntity: string;
  contractId: string;
}

/** One exchange's moment, as the hooks below see it. */
export interface Moment {
  /** Day of the window, 0-based, and the sitting the exchange belongs to. */
  day: number;
  sitting: number;
  atMs: number;
  /** Fresh 32 random bits, the same for the same exchange. */
  bits: number;
}

/** How groups are cut out of a segment: sizes that repeat, or so many groups of unequal size. */
export type Grouping =
  | { kind: "alone" }
  | { kind: "sizes"; sizes: readonly number[] }
  | { kind: "groups"; count: (seats: number) => number };

/**
 * A part of the population and how it behaves. `ordinary` (segments/ordinary.ts) has a default
 * for all of it, so that a segment says only in what it differs.
 */
export interface Segment {
  name: string;
  /** Why it is in the population, one sentence for the README and the reader of truth. */
  why: string;
  /** Accounts it has when there are so many honest ones; ignored for operators and the remainder. */
  seats: (honestAccounts: number) => number;
  grouping: Grouping;
  label: "operator" | "innocent";
  /** Third column of truth. */
  source: (campaign: Campaign, place: Place) => string;
  /** Truth: the party that runs the account; accounts of one party share it. */
  party: (campaign: Campaign, place: Place) => string;
  /** Spread of exchanges over the day: by the holder's clock, or all round it. */
  rhythm: "waking" | "office" | "flat";
  life: (campaign: Campaign, place: Place) => Life;
  identity: (campaign: Campaign, subject: Subject) => Identity;
  instruments: (campaign: Campaign, subject: Subject) => Instrument[];
  devices: (campaign: Campaign, subject: Subject) => Device[];
  /** Days an API key is used before the next one takes over. */
  keyDays: (campaign: Campaign, place: Place) => number;
  /** Account whose key is used: itself, unless keys are handed around. */
  keyHolder: (campaign: Campaign, subject: Subject, moment: Moment) => Subject;
  address: (campaign: Campaign, subject: Subject, moment: Moment) => string;
  client: (campaign: Campaign, subject: Subject, moment: Moment) => Client;
  prompt: (campaign: Campaign, subject: Subject, moment: Moment) => Prompt;
  /** Wish for exchanges on a day, relative to an ordinary active account's 1; 0 = none that day. */
  weight: (campaign: Campaign, place: Place, day: number) => number;
  /** Weights are multiples of an operator account's daily mean instead, so the loud stay loud. */
  louderThanOperator: boolean;
}
