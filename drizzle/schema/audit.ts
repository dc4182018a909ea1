import { bigint, jsonb, pgTable, text, timestamp, integer } from "drizzle-orm/pg-core";

/**
 * Who did and saw what. `seq` has no gaps, each row's hash covers the one before; triggers refuse
 * UPDATE, DELETE and TRUNCATE. Carries ids, never names or addresses of account holders.
 */
export const auditEntry = pgTable("audit_entry", {
  seq: bigint("seq", { mode: "number" }).primaryKey(),
  at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
  actorId: text("actor_id").notNull(),
  action: text("action").notNull(),
  objectType: text("object_type").notNull(),
  objectId: text("object_id").notNull(),
  details: jsonb("details").$type<Record<string, unknown>>().notNull(),
  prevHash: text("prev_hash").notNull(),
  hash: text("hash").notNull(),
});

/** The chain's end; its one row is locked while an entry is added, which is what keeps seq gapless. */
export const auditHead = pgTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});
