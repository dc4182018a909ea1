import { safeValue } from "./safeText";

/** What a spreadsheet would take for the start of a formula, also in its full-width form. */
const FORMULA_START = /^[\s\u200b-\u200f]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;

/**
 * One cell of a CSV file. Text that a spreadsheet could run gets a leading apostrophe;
 * control and bidi characters show as U+FFFD. Numbers pass as they are, null is empty.
 */
function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = safeValue(value);
  const text = FORMULA_START.test(safe) ? `'${safe}` : safe;
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of a CSV file (RFC 4180, but with LF). */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}
