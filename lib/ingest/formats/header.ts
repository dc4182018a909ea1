import { RejectedFile } from "@/lib/ingest/rejected-file";
import type { WantedColumns } from "./row-batch";

const SHOWN_MAX = 64;

/** A column's name as compared: trimmed, lower case. */
export function columnName(text: string): string {
  return text.trim().toLowerCase();
}

/** Column names of a header. Throws RejectedFile for a name given twice or a needed one missing. */
export function checkedHeader(names: readonly string[], wanted: WantedColumns): string[] {
  const header = names.map(columnName);
  for (const required of wanted.required) {
    if (!header.includes(required))
      throw new RejectedFile(`the column ${required} is missing`, { column: required });
  }
  for (const names of wanted.oneOf ?? []) {
    if (!names.some((name) => header.includes(name)))
      throw new RejectedFile(
        names.length === 1
          ? `the column ${names[0]} is missing`
          : `one of the columns ${names.join(", ")} is needed`,
        { column: names[0] ?? "" },
      );
  }
  for (const name of wanted.names) {
    if (header.indexOf(name) !== header.lastIndexOf(name))
      throw new RejectedFile(`the column ${name} is there twice`, { column: name });
  }
  return header;
}

/** Names of columns without a place in the table, as they may be shown. */
export function ignoredColumns(header: readonly string[], wanted: WantedColumns): string[] {
  const known = new Set(wanted.names);
  return header
    .filter((name) => !known.has(name))
    .map((name) => name.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd").slice(0, SHOWN_MAX));
}
