import { createReadStream } from "node:fs";
import type { RejectCount } from "@/lib/domain/upload";
import { CsvLexer } from "@/lib/ingest/formats/csv-lexer";

/** Kinds of rejects that are told apart; the reasons are sentences of the product, so there are few. */
const KINDS_MAX = 1_000;

/** How many rows of a reject file give which reason, most first. Reads it once, holds the counts only. */
export async function countRejects(rejectFile: string): Promise<RejectCount[]> {
  const counts = new Map<string, RejectCount>();
  let header = true;
  const lexer = new CsvLexer((cells) => {
    if (header || !Array.isArray(cells)) {
      header = false;
      return;
    }
    const [file = "", , column = "", reason = ""] = cells.map(String);
    const key = JSON.stringify([file, column, reason]);
    const known = counts.get(key);
    if (known !== undefined) known.rows += 1;
    else if (counts.size < KINDS_MAX) counts.set(key, { file, column, reason, rows: 1 });
  });
  for await (const chunk of createReadStream(rejectFile, { encoding: "utf8" })) lexer.push(String(chunk));
  lexer.end();
  return [...counts.values()].sort((x, y) => y.rows - x.rows);
}
