import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { RosterClass } from "@/lib/domain/roster";

/**
 * Shared infrastructure as the desk's people know it, beside what imports bring. An entry is
 * withdrawn, never deleted.
 */
export const rosterEntry = pgTable(
  "roster_entry",
  {
    id: text("id").primaryKey(),
    cidrOrValue: text("cidr_or_value").notNull(),
    kind: text("kind").notNull(),
    class: text("class").$type<RosterClass>().notNull(),
    capacity: bigint("capacity", { mode: "number" }).notNull(),
    note: text("note").notNull(),
    /** "learned" where the entry was proposed by the desk and accepted by a person. */
    origin: text("origin").$type<"editor" | "file" | "learned">().notNull(),
    byName: text("by_name").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    withdrawnAt: timestamp("withdrawn_at", { withTimezone: true }),
    withdrawnByName: text("withdrawn_by_name"),
  },
  (table) => [index("roster_entry_value").on(table.kind, table.cidrOrValue)],
);

/** What a person decided on an identifier the desk proposed for the roster, with the numbers shown then. */
export const rosterDecision = pgTable(
  "roster_decision",
  {
    kind: text("kind").notNull(),
    value: text("value").notNull(),
    decision: text("decision").$type<"accepted" | "dismissed">().notNull(),
    reason: text("reason").notNull(),
    numbers: jsonb("numbers").$type<Record<string, number>>().notNull(),
    byName: text("by_name").notNull(),
    at: timestamp("at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.value] })],
);
