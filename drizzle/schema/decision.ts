import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Verdict } from "@/lib/domain/decision";
import type { Family } from "@/lib/domain/identifier";

/**
 * What analysts decided of two accounts, accountA before accountB. A decision is withdrawn, never
 * deleted; at most one on a pair stands.
 */
export const linkDecision = pgTable(
  "link_decision",
  {
    id: text("id").primaryKey(),
    accountA: text("account_a").notNull(),
    accountB: text("account_b").notNull(),
    verdict: text("verdict").$type<Verdict>().notNull(),
    reason: text("reason").notNull(),
    byId: text("by_id").notNull(),
    byName: text("by_name").notNull(),
    at: timestamp("at", { withTimezone: true }).notNull(),
    withdrawnAt: timestamp("withdrawn_at", { withTimezone: true }),
    withdrawnByName: text("withdrawn_by_name"),
    withdrawReason: text("withdraw_reason"),
    /** What the engine said of the pair when it was decided; null where no run was complete yet. */
    bits: doublePrecision("bits"),
    /** Bits each family added to the link then. */
    families: jsonb("families").$type<Partial<Record<Family, number>>>(),
    modelVersion: text("model_version"),
  },
  (table) => [
    uniqueIndex("link_decision_standing")
      .on(table.accountA, table.accountB)
      .where(sql`withdrawn_at IS NULL`),
    index("link_decision_b").on(table.accountB),
    check("link_decision_two_accounts", sql`account_a <> account_b`),
  ],
);
