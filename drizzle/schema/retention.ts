import { integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** How long each class of record is kept; null keeps it until somebody says otherwise. */
export const retentionRule = pgTable("retention_rule", {
  recordClass: text("record_class").primaryKey(),
  keepDays: integer("keep_days"),
  byName: text("by_name").notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
});

/** A legal hold: while it stands, nothing it covers is removed. Lifted, never deleted. */
export const legalHold = pgTable("legal_hold", {
  id: text("id").primaryKey(),
  scope: text("scope").$type<"everything" | "case" | "account">().notNull(),
  /** Case or account id; empty for everything. */
  objectId: text("object_id").notNull(),
  reason: text("reason").notNull(),
  placedByName: text("placed_by_name").notNull(),
  placedAt: timestamp("placed_at", { withTimezone: true }).notNull(),
  liftedByName: text("lifted_by_name"),
  liftedAt: timestamp("lifted_at", { withTimezone: true }),
  liftReason: text("lift_reason"),
});

/** One run of the retention job, and what it removed. */
export const retentionRun = pgTable("retention_run", {
  id: text("id").primaryKey(),
  startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
  finishedAt: timestamp("finished_at", { withTimezone: true }),
  removed: jsonb("removed").$type<Record<string, number>>().notNull(),
  heldBack: jsonb("held_back").$type<Record<string, number>>().notNull(),
  error: text("error"),
});
