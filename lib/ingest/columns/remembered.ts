import type { Cell } from "@/lib/ingest/formats/row-batch";

const REMEMBERED_MAX = 4_096;
const REMEMBERED_LENGTH_MAX = 512;

/**
 * `parse` with its answers to short texts remembered, for columns of few distinct values. Forgets
 * everything when it is full, so memory stays bounded for columns of many.
 */
export function remembered<T>(parse: (cell: Cell) => T): (cell: Cell) => T {
  let answers = new Map<string, T>();
  return (cell) => {
    if (typeof cell !== "string" || cell.length > REMEMBERED_LENGTH_MAX) return parse(cell);
    const known = answers.get(cell);
    if (known !== undefined) return known;
    if (answers.size >= REMEMBERED_MAX) answers = new Map();
    // A cell is a window on the whole chunk it was cut from: only a copy may be kept.
    const copy = Buffer.from(cell, "utf8").toString("utf8");
    const answer = parse(copy);
    answers.set(copy, answer);
    return answer;
  };
}
