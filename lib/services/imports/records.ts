import { and, desc, eq, gt } from "drizzle-orm";
import { importRun, importedFile } from "@/drizzle/schema";
import type { ImportRecord } from "@/lib/domain/import";
import type { CasebookReader } from "@/lib/stores/casebook/client";

function recordOf(row: typeof importRun.$inferSelect): ImportRecord {
  return {
    id: row.id,
    source: row.source,
    preset: row.preset,
    status: row.status,
    byName: row.byName,
    startedAtMs: row.startedAt.getTime(),
    finishedAtMs: row.finishedAt?.getTime() ?? null,
    rows: row.rows,
    rejected: row.rejected,
    files: row.files,
    rejects: row.rejects,
    error: row.error,
    progress: row.progress,
    undone:
      row.undoneAt === null
        ? null
        : { atMs: row.undoneAt.getTime(), byName: row.undoneByName ?? "", reason: row.undoReason ?? "" },
  };
}

/** Newest first. */
export async function listImports(casebook: CasebookReader): Promise<ImportRecord[]> {
  return (await casebook.select().from(importRun).orderBy(desc(importRun.startedAt))).map(recordOf);
}

/** Imports that brought records, all of them published. */
export async function completeImportIds(casebook: CasebookReader): Promise<string[]> {
  const rows = await casebook
    .select({ id: importRun.id })
    .from(importRun)
    .where(and(eq(importRun.status, "complete"), gt(importRun.rows, 0)))
    .orderBy(importRun.id);
  return rows.map((row) => row.id);
}

/** Content that is in already: SHA-256 and table of a file ("HASH TABLE") to the import that brought it. */
export async function knownFiles(casebook: CasebookReader): Promise<Map<string, string>> {
  const rows = await casebook.select().from(importedFile);
  return new Map(rows.map((row) => [`${row.sha256} ${row.tableName}`, row.importId]));
}
