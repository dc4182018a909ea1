import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "@/lib/ingest/fault";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { CsvLexer } from "./csv-lexer";
import { OVERLONG, type Cell } from "./row-batch";

function lexed(chunks: readonly string[]): (Cell[] | Fault)[] {
  const rows: (Cell[] | Fault)[] = [];
  const lexer = new CsvLexer((row) => rows.push(row));
  for (const chunk of chunks) lexer.push(chunk);
  lexer.end();
  return rows;
}

function cut(text: string, at: readonly number[]): string[] {
  const places = [...new Set(at.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length));
}

const field = fc.stringMatching(/^[ab,"\n\r x]{0,6}$/);
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

test("what was written is read again, wherever the chunks are cut", () => {
  fc.assert(
    fc.property(
      table,
      fc.array(fc.nat()),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      (rows, cuts, lineEnd, last) => {
        const text =
          rows.map((row) => row.map(quoted).join(",")).join(lineEnd) +
          (last && rows.length > 0 ? lineEnd : "");
        expect(lexed(cut(text, cuts))).toEqual(rows);
      },
    ),
    { numRuns: 1500 },
  );
});

test("any text reads as an established reader of CSV has it, or both refuse it", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab,"\n]{0,24}$/), fc.array(fc.nat()), (text, cuts) => {
      let ours: unknown;
      let theirs: unknown;
      try {
        ours = lexed(cut(text, cuts));
      } catch (error) {
        expect(error).toBeInstanceOf(RejectedFile);
        ours = "refused";
      }
      try {
        theirs = parse(text, { relax_column_count: true, skip_empty_lines: true, record_delimiter: "\n" });
      } catch {
        theirs = "refused";
      }
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 3000 },
  );
});

test("an overlong field is named without being held, and the rows after it are read", () => {
  const long = "x".repeat(70_000);
  expect(lexed([`a,${long}\nb,c\n"${long}`, `${long}",d\n`])).toEqual([
    ["a", OVERLONG],
    ["b", "c"],
    [OVERLONG, "d"],
  ]);
  const faults = lexed(Array.from({ length: 40 }, () => "y,".repeat(20_000)).concat("\nb,c\n"));
  expect(faults[0]).toBeInstanceOf(Fault);
  expect(faults[1]).toEqual(["b", "c"]);
});
