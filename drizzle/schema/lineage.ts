import { index, integer, pgTable, primaryKey, serial, text, timestamp } from "drizzle-orm/pg-core";
import type { LineageKind } from "@/lib/domain/lineage";
import { network, resolveRun } from "./network";

/** What became of networks from one run to the next. Networks found again unchanged have no row. */
export const networkLineage = pgTable(
  "network_lineage",
  {
    id: serial("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => resolveRun.id),
    at: timestamp("at", { withTimezone: true }).notNull(),
    kind: text("kind").$type<LineageKind>().notNull(),
    networkId: text("network_id")
      .notNull()
      .references(() => network.id),
    /** Where accounts of `networkId` went, for "split" and "joined". */
    otherNetworkId: text("other_network_id").references(() => network.id),
    /** Accounts that went on, arrived or went over. */
    shared: integer("shared").notNull(),
    accountsBefore: integer("accounts_before").notNull(),
    accountsAfter: integer("accounts_after").notNull(),
  },
  (table) => [
    index("network_lineage_network").on(table.networkId),
    index("network_lineage_other").on(table.otherNetworkId),
  ],
);

/** Accounts of a network that is no longer found, as they were when it last was: its name can return. */
export const networkLastMember = pgTable(
  "network_last_member",
  {
    networkId: text("network_id")
      .notNull()
      .references(() => network.id),
    accountId: text("account_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.networkId, table.accountId] })],
);
