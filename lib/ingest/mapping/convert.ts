import type { Conversion } from "@/lib/domain/import";
import { isEmpty } from "@/lib/ingest/columns/column";
import type { Cell } from "@/lib/ingest/formats/row-batch";
import { isHash, tokenHash } from "../secret-token";

const NUMBER = /^\s*(\d{1,20})(?:\.(\d{1,12}))?\s*$/;
const WITHOUT_ZONE = /^\s*\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*$/;

/**
 * Epoch time of another unit as whole ms, its point moved by `places` digits; finer fractions are
 * cut. What is no number is left for the column to judge.
 */
function moved(cell: Cell, places: number): Cell {
  const match =
    typeof cell === "string" || typeof cell === "number" || typeof cell === "bigint"
      ? NUMBER.exec(String(cell))
      : null;
  if (match === null) return cell;
  const [, whole = "", fraction = ""] = match;
  return places > 0
    ? Number(whole + fraction.slice(0, places).padEnd(places, "0"))
    : Number(whole.slice(0, places) || "0");
}

const CONVERT: Readonly<Record<Conversion, (cell: Cell) => Cell>> = {
  epoch_seconds: (cell) => moved(cell, 3),
  epoch_microseconds: (cell) => moved(cell, -3),
  epoch_nanoseconds: (cell) => moved(cell, -6),
  time_in_utc: (cell) => (typeof cell === "string" && WITHOUT_ZONE.test(cell) ? `${cell.trim()}Z` : cell),
  as_number: (cell) => (typeof cell === "string" ? cell.replace(/^\s*AS(?=\d)/i, "") : cell),
  hashed: (cell) => (typeof cell !== "string" || isHash(cell) ? cell : tokenHash(cell)),
};

/** A cell in the unit and form the bundle wants. What does not look like the source's form stays as it is. */
export function converted(cell: Cell, conversion: Conversion): Cell {
  return isEmpty(cell) ? cell : CONVERT[conversion](cell);
}
