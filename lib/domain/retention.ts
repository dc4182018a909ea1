import { z } from "zod";

export const contactFieldSchema = z.enum(["email", "phone"]);
export type ContactField = z.infer<typeof contactFieldSchema>;

/** Why somebody looks at an e-mail address or phone number in the clear. */
export const REVEAL_PURPOSES = [
  "case_work",
  "warn_victim",
  "legal_request",
  "holder_request",
  "check_record",
] as const;
export const revealPurposeSchema = z.enum(REVEAL_PURPOSES);
export type RevealPurpose = z.infer<typeof revealPurposeSchema>;

export const REVEAL_PURPOSE_LABEL: Record<RevealPurpose, string> = {
  case_work: "Work on a case",
  warn_victim: "Warn somebody whose card or key was stolen",
  legal_request: "Answer a court or an authority",
  holder_request: "Answer the account's holder",
  check_record: "Check that a record is right",
};

export interface RevealedContact {
  field: ContactField;
  /** In the clear: to be shown, never kept. */
  value: string;
  /** How long the page may show it. */
  showMs: number;
  /** Reveals this person has left in the hour. */
  left: number;
}

export const RECORD_CLASSES = [
  "exchanges",
  "identifiers",
  "activity",
  "events",
  "sealed_contacts",
  "signup_details",
  "reject_files",
  "uploads",
] as const;
export const recordClassSchema = z.enum(RECORD_CLASSES);
export type RecordClass = z.infer<typeof recordClassSchema>;

export interface RecordClassWords {
  label: string;
  /** What goes, what stays, and from when days are counted. */
  sentence: string;
}

export const RECORD_CLASS_WORDS: Record<RecordClass, RecordClassWords> = {
  exchanges: {
    label: "Exchanges",
    sentence:
      "Single requests, by their time. Sums per hour and what each account used stay under the two classes below.",
  },
  identifiers: {
    label: "Identifiers",
    sentence:
      "What accounts used (addresses, keys, payment instruments, devices), by last use; where no use has a time, by import.",
  },
  activity: {
    label: "Activity sums",
    sentence: "Exchanges and tokens per account and hour, by the hour. Networks lose these figures.",
  },
  events: { label: "Events", sentence: "Bans, verifications, tips and their notes, by their time." },
  sealed_contacts: {
    label: "Sealed contacts",
    sentence:
      "E-mail addresses and phone numbers that can be revealed, by import. Masked forms and identifiers stay.",
  },
  signup_details: {
    label: "Sign-up details",
    sentence:
      "Name, masked contacts, address, device text and referral given at sign-up, by import. The account stays.",
  },
  reject_files: {
    label: "Reject files",
    sentence: "Lists of rejected rows (row, column and reason, never a value), by import.",
  },
  uploads: {
    label: "Uploads",
    sentence:
      "Files brought through the browser that nobody imported. Those imported go at once, the others after a week where no days are set.",
  },
};

export const HOLD_SCOPES = ["everything", "case", "account"] as const;
export const holdScopeSchema = z.enum(HOLD_SCOPES);
export type HoldScope = z.infer<typeof holdScopeSchema>;

export interface HoldRow {
  id: string;
  scope: HoldScope;
  /** Account id, or the case's id; empty for everything. */
  objectId: string;
  /** "C-0007" for a case, the account id, or "everything". */
  objectLabel: string;
  reason: string;
  placedByName: string;
  placedAtMs: number;
  liftedByName: string | null;
  liftedAtMs: number | null;
  liftReason: string | null;
}

export interface PlacedHold {
  id: string;
  /** A retention run was at work when it was placed: what that had removed by then is in its record. */
  removalUnderWay: boolean;
}

export interface RetentionRuleRow {
  recordClass: RecordClass;
  /** Null keeps the class until somebody says otherwise. */
  keepDays: number | null;
  byName: string | null;
  updatedAtMs: number | null;
}

/** Rows (files, for the last two classes) past their keeping, by class. */
export interface RetentionCounts {
  removed: Partial<Record<RecordClass, number>>;
  /** Past their keeping and kept because of a hold. */
  heldBack: Partial<Record<RecordClass, number>>;
}

export interface RetentionRunRow extends RetentionCounts {
  id: string;
  startedAtMs: number;
  finishedAtMs: number | null;
  error: string | null;
}

export interface RetentionView {
  rules: RetentionRuleRow[];
  lastRun: RetentionRunRow | null;
  /** Null where no class has days set. */
  nextRunMs: number | null;
  holds: HoldRow[];
}

export const KEEP_DAYS_MAX = 36_500;
