import { bigint, integer, jsonb, pgTable, text, timestamp, index, primaryKey } from "drizzle-orm/pg-core";
import type {
  ImportFileSummary,
  ImportMapping,
  ImportProgress,
  ImportRecord,
  Reject,
  StoredUnit,
} from "@/lib/domain/import";

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
  rows: bigint("rows", { mode: "number" }).notNull().default(0),
  rejected: bigint("rejected", { mode: "number" }).notNull().default(0),
  files: jsonb("files").$type<ImportFileSummary[]>().notNull(),
  rejects: jsonb("rejects").$type<Reject[]>().notNull(),
  error: text("error"),
  /** Absolute path the import reads, so that one whose process died can go on. Never shown in full. */
  sourcePath: text("source_path").notNull().default(""),
  /** The mapping it was run with, where it was not a preset of the product. */
  mapping: jsonb("mapping").$type<ImportMapping>(),
  /** As last told by the process that runs it. */
  progress: jsonb("progress").$type<ImportProgress>(),
  /** Somebody asked it to stop; the process that runs it looks for this. */
  cancelRequestedAt: timestamp("cancel_requested_at", { withTimezone: true }),
  undoneAt: timestamp("undone_at", { withTimezone: true }),
  undoneByName: text("undone_by_name"),
  undoReason: text("undo_reason"),
});

/**
 * What a running import has stored for good: a file as a whole, or a run of row groups of one. An
 * import that goes on after its process died passes over these.
 */
export const importUnit = pgTable(
  "import_unit",
  {
    importId: text("import_id")
      .notNull()
      .references(() => importRun.id, { onDelete: "cascade" }),
    sha256: text("sha256").notNull(),
    tableName: text("table_name").notNull(),
    /** Number of the run of row groups; -1 stands for the whole file. */
    part: integer("part").notNull(),
    unit: jsonb("unit").$type<StoredUnit>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.sha256, table.tableName, table.part] })],
);

/** A mapping somebody saved under a name, beside the presets the product brings. */
export const importPreset = pgTable("import_preset", {
  id: text("id").primaryKey(),
  name: text("name").notNull().unique(),
  mapping: jsonb("mapping").$type<ImportMapping>().notNull(),
  createdByName: text("created_by_name").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});

/** Files somebody brought through the browser, kept in the data directory until they are imported or thrown away. */
export const upload = pgTable("upload", {
  id: text("id").primaryKey(),
  byId: text("by_id").notNull(),
  byName: text("by_name").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  files: jsonb("files").$type<{ name: string; bytes: number; sha256: string }[]>().notNull(),
  /** Set once an import has taken it. */
  importId: text("import_id").references(() => importRun.id),
  discardedAt: timestamp("discarded_at", { withTimezone: true }),
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
