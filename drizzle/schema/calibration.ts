import { index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** How often links of so many bits were confirmed by analysts, fitted on the desk's own decisions. The newest of a method counts. */
export const calibration = pgTable(
  "calibration",
  {
    id: text("id").primaryKey(),
    fittedAt: timestamp("fitted_at", { withTimezone: true }).notNull(),
    byId: text("by_id").notNull(),
    /** Method of the engine whose bits it was fitted on. */
    method: text("method").notNull(),
    coefficients: jsonb("coefficients").$type<unknown>().notNull(),
    reliability: jsonb("reliability").$type<unknown>().notNull(),
    mustLink: integer("must_link").notNull(),
    cannotLink: integer("cannot_link").notNull(),
  },
  (table) => [index("calibration_method").on(table.method, table.fittedAt)],
);
