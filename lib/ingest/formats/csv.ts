import { Fault } from "@/lib/ingest/fault";
import { ROWS_PER_BATCH } from "@/lib/ingest/limits";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import type { FileSource } from "./byte-source";
import { CsvLexer } from "./csv-lexer";
import { checkedHeader, ignoredColumns } from "./header";
import { OVERLONG, type Cell, type RowBatch, type RowSource, type WantedColumns } from "./row-batch";
import { textChunks } from "./text-source";

/** A CSV file with a header. Throws RejectedFile where a needed column is missing or the quoting is broken. */
export async function openCsv(source: FileSource, wanted: WantedColumns): Promise<RowSource> {
  const chunks = textChunks(source);
  const unlimited = new Set(wanted.unlimited);
  let waiting: (Cell[] | Fault)[] = [];
  let header: string[] | undefined;
  const lexer = new CsvLexer(
    (row, overlongField) => {
      if (header === undefined) {
        if (row instanceof Fault || row.includes(OVERLONG)) throw new RejectedFile("the header is too long");
        header = checkedHeader(row.map(String), wanted);
      } else if (row instanceof Fault) {
        waiting.push(new Fault(row.reason, header[overlongField] ?? ""));
      } else if (row.length !== header.length) {
        waiting.push(new Fault(`${row.length} fields where the header has ${header.length}`));
      } else waiting.push(row);
    },
    (field) => header !== undefined && unlimited.has(header[field] ?? ""),
  );
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) lexer.end();
    else lexer.push(next.value);
    if (next.done === true || header !== undefined) break;
  }
  if (header === undefined) throw new RejectedFile("the file is empty: it has no header");
  const columns: string[] = header;

  async function* batches(): AsyncGenerator<RowBatch> {
    let firstRow = 1;
    const taken = (): RowBatch => {
      const batch = { firstRow, rows: waiting };
      firstRow += waiting.length;
      waiting = [];
      return batch;
    };
    for await (const chunk of chunks) {
      lexer.push(chunk);
      if (waiting.length >= ROWS_PER_BATCH) yield taken();
    }
    lexer.end();
    yield taken();
  }
  return { columns, ignored: ignoredColumns(columns, wanted), batches: batches() };
}
