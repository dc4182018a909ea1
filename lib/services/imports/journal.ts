import { and, eq } from "drizzle-orm";
import { importUnit } from "@/drizzle/schema";
import type { ImportJournal } from "@/lib/ingest/journal";
import type { Casebook } from "@/lib/stores/casebook/client";

function keyOf(sha256: string, table: string, part: number): string {
  return `${sha256} ${table} ${part}`;
}

/** The journal of one import, kept in the casebook and read once. */
export async function openJournal(casebook: Casebook, importId: string): Promise<ImportJournal> {
  const rows = await casebook.select().from(importUnit).where(eq(importUnit.importId, importId));
  const units = new Map(rows.map((row) => [keyOf(row.sha256, row.tableName, row.part), row.unit]));
  return {
    find: (sha256, table, part) => units.get(keyOf(sha256, table, part)),
    async record(sha256, table, part, unit) {
      units.set(keyOf(sha256, table, part), unit);
      await casebook
        .insert(importUnit)
        .values({ importId, sha256, tableName: table, part, unit })
        .onConflictDoUpdate({
          target: [importUnit.importId, importUnit.sha256, importUnit.tableName, importUnit.part],
          set: { unit },
        });
    },
    async forget(sha256, table) {
      for (const key of units.keys()) if (key.startsWith(`${sha256} ${table} `)) units.delete(key);
      await casebook
        .delete(importUnit)
        .where(
          and(
            eq(importUnit.importId, importId),
            eq(importUnit.sha256, sha256),
            eq(importUnit.tableName, table),
          ),
        );
    },
  };
}
