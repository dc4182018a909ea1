import { Fault } from "@/lib/ingest/fault";
import { ROW_LENGTH_MAX, ROWS_PER_BATCH } from "@/lib/ingest/limits";
import type { FileSource } from "./byte-source";
import { columnName } from "./header";
import type { Cell, RowBatch, RowSource, WantedColumns } from "./row-batch";
import { textChunks } from "./text-source";

const KEYS_MAX = 4_096;
const KEY_LENGTH_MAX = 256;

/** Where the value of a key goes, as it is written or in another case; -1 for a key nobody asked for. */
class KeyIndex {
  private readonly known: ReadonlyMap<string, number>;
  private seen = new Map<string, number>();

  constructor(names: readonly string[]) {
    this.known = new Map(names.map((name, at) => [name, at]));
  }

  get size(): number {
    return this.known.size;
  }

  at(key: string): number {
    const seen = this.seen.get(key);
    if (seen !== undefined) return seen;
    if (this.seen.size >= KEYS_MAX) this.seen = new Map();
    const at = this.known.get(key) ?? this.known.get(columnName(key)) ?? -1;
    if (key.length <= KEY_LENGTH_MAX) this.seen.set(key, at);
    return at;
  }
}

function parsedLine(line: string, index: KeyIndex, others: boolean): Cell[] | Fault {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return new Fault("the line is no JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return new Fault("the line is no JSON object");
  const row = Array.from<Cell>({ length: index.size });
  for (const [key, value] of Object.entries(parsed)) {
    const at = index.at(key);
    if (at === -1) {
      if (others) row.push(typeof value === "object" && value !== null ? JSON.stringify(value) : value);
    } else if (row[at] !== undefined) {
      return new Fault("the column is there twice", columnName(key));
    } else row[at] = value;
  }
  return row;
}

/** Lines of the text; a line over the limit comes as undefined and is never held. */
async function* lines(source: FileSource): AsyncGenerator<(string | undefined)[]> {
  let tail = "";
  let skipping = false;
  for await (const chunk of textChunks(source)) {
    const found: (string | undefined)[] = [];
    let from = 0;
    for (let end = chunk.indexOf("\n"); end !== -1; end = chunk.indexOf("\n", from)) {
      const line = tail === "" ? chunk.slice(from, end) : tail + chunk.slice(from, end);
      found.push(skipping || line.length > ROW_LENGTH_MAX ? undefined : line);
      skipping = false;
      tail = "";
      from = end + 1;
    }
    if (!skipping) tail += chunk.slice(from);
    if (tail.length > ROW_LENGTH_MAX) {
      skipping = true;
      tail = "";
    }
    yield found;
  }
  if (skipping) yield [undefined];
  else if (tail !== "") yield [tail];
}

/** The first objects of a file of JSON lines; lines that are no object are left out. Throws RejectedFile. */
export async function firstObjects(source: FileSource, count: number): Promise<object[]> {
  const objects: object[] = [];
  for await (const found of lines(source)) {
    for (const line of found) {
      try {
        const parsed: unknown = line === undefined ? undefined : JSON.parse(line);
        if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) objects.push(parsed);
      } catch {
        continue;
      }
      if (objects.length === count) return objects;
    }
    if (objects.length === 0) return objects;
  }
  return objects;
}

/** Newline-delimited JSON objects. Every line has its own columns, so a missing one rejects its row. */
export function openNdjson(source: FileSource, wanted: WantedColumns): RowSource {
  const index = new KeyIndex(wanted.names);
  async function* batches(): AsyncGenerator<RowBatch> {
    let firstRow = 1;
    let rows: (Cell[] | Fault)[] = [];
    for await (const found of lines(source)) {
      for (const line of found) {
        if (line === undefined) rows.push(new Fault("the row is longer than 1 MiB"));
        else if (line.trim() !== "") rows.push(parsedLine(line, index, wanted.others));
        if (rows.length < ROWS_PER_BATCH) continue;
        yield { firstRow, rows };
        firstRow += rows.length;
        rows = [];
      }
    }
    if (rows.length > 0) yield { firstRow, rows };
  }
  return { columns: [...wanted.names], ignored: [], batches: batches() };
}
