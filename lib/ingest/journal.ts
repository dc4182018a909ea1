import type { BundleTable, StoredUnit } from "@/lib/domain/import";

/** Stands for a whole file where the number of a part is asked for. */
export const WHOLE_FILE = -1;

/**
 * What an import has stored for good, file by file and part by part, so that one whose process died
 * goes on where it was. A file is known by its content, never by its name.
 */
export interface ImportJournal {
  find(sha256: string, table: BundleTable, part: number): StoredUnit | undefined;
  record(sha256: string, table: BundleTable, part: number, unit: StoredUnit): Promise<void>;
  /** Forgets every part of a file. */
  forget(sha256: string, table: BundleTable): Promise<void>;
}

/** A journal of an import that nobody will take up again. */
export function memoryJournal(): ImportJournal {
  const units = new Map<string, StoredUnit>();
  const keyOf = (sha256: string, table: string, part: number): string => `${sha256} ${table} ${part}`;
  return {
    find: (sha256, table, part) => units.get(keyOf(sha256, table, part)),
    record: (sha256, table, part, unit) => {
      units.set(keyOf(sha256, table, part), unit);
      return Promise.resolve();
    },
    forget: (sha256, table) => {
      for (const key of units.keys()) if (key.startsWith(`${sha256} ${table} `)) units.delete(key);
      return Promise.resolve();
    },
  };
}
