import { integer, jsonb, pgTable, text, timestamp, index, primaryKey } from "drizzle-orm/pg-core";
import type { ImportFileSummary, ImportRecord, Reject } from "@/lib/domain/import";

export const importRun = pgTable("import_run", {
  id: text("id").primaryKey(),
  source: text("source").notNull(),
  preset: text("preset").notNull(),
  status: text("status").$type<ImportRecord["status"]>().notNull(),
  byName: text("by_name").notNull(),
  /** "HOST:PID" of the process that runs it, so that an import whose process died can be told from one that runs. */
  process: text("process").notNull(),
  startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
  finishedAt: timestamp("finished_at", { withTimezone: true }),
  rows: integer("rows").notNull().default(0),
  rejected: integer("rejected").notNull().default(0),
  files: jsonb("files").$type<ImportFileSummary[]>().notNull(),
  rejects: jsonb("rejects").$type<Reject[]>().notNull(),
  error: text("error"),
});

/** Content that is in, by hash, so that the same file never comes in twice. */
export const importedFile = pgTable(
  "imported_file",
  {
    sha256: text("sha256").notNull(),
    tableName: text("table_name").notNull(),
    importId: text("import_id")
      .notNull()
      .references(() => importRun.id),
  },
  (table) => [
    primaryKey({ columns: [table.sha256, table.tableName] }),
    index("imported_file_import").on(table.importId),
  ],
);
