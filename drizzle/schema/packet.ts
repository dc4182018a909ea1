import { bigint, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Tier } from "@/lib/domain/packet";
import { investigationCase } from "./case";

/** The register of packets: what left, in which tier, under which approval. */
export const packet = pgTable(
  "packet",
  {
    id: text("id").primaryKey(),
    caseId: text("case_id")
      .notNull()
      .references(() => investigationCase.id),
    ordinal: integer("ordinal").notNull(),
    tier: text("tier").$type<Tier>().notNull(),
    builtAt: timestamp("built_at", { withTimezone: true }).notNull(),
    builtById: text("built_by_id").notNull(),
    builtByName: text("built_by_name").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    sha256: text("sha256").notNull(),
    filename: text("filename").notNull(),
    approvedContentHash: text("approved_content_hash").notNull(),
  },
  (table) => [index("packet_case").on(table.caseId)],
);
