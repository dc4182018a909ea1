import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { CaseReview, CaseStatus, EvidenceRef } from "@/lib/domain/case";
import type { CaseFigures } from "@/lib/domain/figures";
import type { Link } from "@/lib/domain/link";
import type { Membership, ResolvedNetwork } from "@/lib/domain/network";
import { user } from "./auth";
import { network } from "./network";

/** The engine's side of a case, frozen with it. */
export interface CaseFinding {
  runId: string;
  modelVersion: string;
  parameters: Record<string, unknown>;
  gapTables: Record<string, { gapsMs: number[]; shares: number[]; samples: number }>;
  notes: string[];
  network: Pick<
    ResolvedNetwork,
    "families" | "strengthBits" | "sharedIdentifiers" | "weakBridges" | "guards"
  > & {
    id: string;
    headline: string;
  };
  /** SHA-256 over the canonical JSON of the case's links, in the order of their accounts. */
  linksHash: string;
}

export const investigationCase = pgTable("investigation_case", {
  id: text("id").primaryKey(),
  ordinal: serial("ordinal").notNull(),
  title: text("title").notNull(),
  purpose: text("purpose").notNull(),
  status: text("status").$type<CaseStatus>().notNull(),
  networkId: text("network_id")
    .notNull()
    .references(() => network.id),
  openedBy: text("opened_by")
    .notNull()
    .references(() => user.id),
  openedAt: timestamp("opened_at", { withTimezone: true }).notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  submittedBy: text("submitted_by").references(() => user.id),
  submittedAt: timestamp("submitted_at", { withTimezone: true }),
  version: integer("version").notNull().default(1),
  /** What the engine had found when the case was last submitted: later runs do not change what was reviewed. */
  finding: jsonb("finding").$type<CaseFinding>(),
  /** Figures as counted when the case was opened or last submitted. */
  figures: jsonb("figures").$type<CaseFigures>().notNull(),
});

export const caseSubject = pgTable(
  "case_subject",
  {
    caseId: text("case_id")
      .notNull()
      .references(() => investigationCase.id),
    accountId: text("account_id").notNull(),
    membership: text("membership").$type<Membership>().notNull(),
    bits: doublePrecision("bits").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.accountId] }),
    index("case_subject_account").on(table.accountId),
  ],
);

/** The links a case rests on, as they were when it was last submitted. */
export const caseLink = pgTable(
  "case_link",
  {
    caseId: text("case_id")
      .notNull()
      .references(() => investigationCase.id),
    accountA: text("account_a").notNull(),
    accountB: text("account_b").notNull(),
    link: jsonb("link").$type<Link>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.accountA, table.accountB] })],
);

export const caseNote = pgTable(
  "case_note",
  {
    id: text("id").primaryKey(),
    caseId: text("case_id")
      .notNull()
      .references(() => investigationCase.id),
    text: text("text").notNull(),
    authorId: text("author_id")
      .notNull()
      .references(() => user.id),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [index("case_note_case").on(table.caseId)],
);

export const caseClaim = pgTable(
  "case_claim",
  {
    id: text("id").primaryKey(),
    caseId: text("case_id")
      .notNull()
      .references(() => investigationCase.id),
    text: text("text").notNull(),
    evidence: jsonb("evidence").$type<EvidenceRef[]>().notNull(),
    authorId: text("author_id")
      .notNull()
      .references(() => user.id),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    /** A claim is withdrawn, never deleted. */
    withdrawnAt: timestamp("withdrawn_at", { withTimezone: true }),
  },
  (table) => [index("case_claim_case").on(table.caseId)],
);

export const caseReview = pgTable(
  "case_review",
  {
    id: text("id").primaryKey(),
    caseId: text("case_id")
      .notNull()
      .references(() => investigationCase.id),
    decision: text("decision").$type<CaseReview["decision"]>().notNull(),
    byId: text("by_id")
      .notNull()
      .references(() => user.id),
    at: timestamp("at", { withTimezone: true }).notNull(),
    reason: text("reason").notNull(),
    contentHash: text("content_hash").notNull(),
  },
  (table) => [index("case_review_case").on(table.caseId)],
);
