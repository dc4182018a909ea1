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
  boolean,
} from "drizzle-orm/pg-core";
import type { DistillationAssessment } from "@/lib/domain/distillation";
import type { Link } from "@/lib/domain/link";
import type { Membership, ResolvedNetwork } from "@/lib/domain/network";
import type { NetworkSummary, ResolveRunSummary } from "@/lib/domain/views";

export const resolveRun = pgTable("resolve_run", {
  id: text("id").primaryKey(),
  startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
  finishedAt: timestamp("finished_at", { withTimezone: true }),
  status: text("status").$type<ResolveRunSummary["status"]>().notNull(),
  modelVersion: text("model_version").notNull().default(""),
  accounts: integer("accounts").notNull().default(0),
  observations: integer("observations").notNull().default(0),
  links: integer("links").notNull().default(0),
  networks: integer("networks").notNull().default(0),
  notes: jsonb("notes").$type<string[]>().notNull(),
  /** What `explainPair` needs to give the run's own numbers again. */
  model: jsonb("model").$type<unknown>(),
  /** Newest import the run has seen. */
  importsSeen: text("imports_seen").array().notNull(),
  error: text("error"),
  /** Version of every outside list the run leaned on (addresses, disposable mail domains, roster), by its name. */
  dataVersions: jsonb("data_versions").$type<Record<string, string>>().notNull().default({}),
  /** Set when what the run saw has changed since: an import undone, a roster entry, records past their keeping. */
  staleSince: timestamp("stale_since", { withTimezone: true }),
  staleReason: text("stale_reason"),
});

export type NetworkFacts = Pick<
  NetworkSummary,
  | "exchanges"
  | "firstMs"
  | "lastMs"
  | "perDay"
  | "firstDayMs"
  | "sharedCounts"
  | "protectedAccounts"
  | "bannedAccounts"
  | "headline"
> &
  Omit<ResolvedNetwork, "members"> & {
    /** Of networks of at least 8 accounts; rows of earlier versions have none. */
    distillation?: DistillationAssessment;
  };

/** A network keeps its id over runs, by the members it shares with the run before. */
export const network = pgTable("network", {
  id: text("id").primaryKey(),
  ordinal: serial("ordinal").notNull(),
  runId: text("run_id")
    .notNull()
    .references(() => resolveRun.id),
  /** False once a run no longer finds it; cases keep pointing at it. */
  current: boolean("current").notNull().default(true),
  accounts: integer("accounts").notNull(),
  core: integer("core").notNull(),
  probable: integer("probable").notNull(),
  fringe: integer("fringe").notNull(),
  strengthBits: doublePrecision("strength_bits").notNull(),
  rank: integer("rank").notNull(),
  facts: jsonb("facts").$type<NetworkFacts>().notNull(),
});

export const networkMember = pgTable(
  "network_member",
  {
    networkId: text("network_id")
      .notNull()
      .references(() => network.id),
    accountId: text("account_id").notNull(),
    membership: text("membership").$type<Membership>().notNull(),
    bits: doublePrecision("bits").notNull(),
    /** Why it is core, probable or fringe; empty in rows of runs before there were any. */
    reason: text("reason").notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.networkId, table.accountId] }),
    index("network_member_account").on(table.accountId),
  ],
);

/** Links kept as evidence: each network's spanning forest, and candidates at its edge. */
export const networkLink = pgTable(
  "network_link",
  {
    accountA: text("account_a").notNull(),
    accountB: text("account_b").notNull(),
    networkId: text("network_id").notNull(),
    bits: doublePrecision("bits").notNull(),
    status: text("status").$type<Link["status"]>().notNull(),
    link: jsonb("link").$type<Link>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountA, table.accountB] }),
    index("network_link_network").on(table.networkId),
    index("network_link_b").on(table.accountB),
  ],
);
