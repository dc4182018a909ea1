import type { ClickHouseClient } from "@clickhouse/client";
import type { ImportProgress } from "@/lib/domain/import";
import type { BundleFile } from "./bundle";
import { Fault } from "./fault";
import { openRows } from "./formats/open";
import type { Cell } from "./formats/row-batch";
import { RejectedFile } from "./rejected-file";
import type { RejectLog } from "./reject-log";
import { RowReader } from "./row-reader";
import { StageWriter } from "./stage-writer";
import { tabText, tabTime, tabValue } from "./tab-separated";
import { TABLE_SPECS } from "./tables";
import type { BundleTableSpec, RowContext } from "./tables/bundle-table";

export interface StageFileOptions {
  file: BundleFile;
  /** Value of import_id for its rows. */
  partition: string;
  /** Null reads and checks only. */
  client: ClickHouseClient | null;
  phoneKey: string;
  nowMs: number;
  rejects: RejectLog;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

export interface StagedFile {
  rows: number;
  rejected: number;
  ignoredColumns: string[];
  /** Set where the file was refused; the rows staged until then are the caller's to drop. */
  refused?: RejectedFile;
}

const OBSERVATION_COLUMNS = ["account_id", "kind", "value", "first_seen", "last_seen", "count"] as const;

function sourceNames(file: BundleFile): (column: string) => string {
  const names = new Map(Object.entries(file.columns).map(([column, name]) => [column, name.toLowerCase()]));
  return (column) => names.get(column) ?? column;
}

/** Writes a file's rows, and the observations they imply, as lines for the stage tables. */
class FileStage {
  readonly main: StageWriter;
  readonly implied: StageWriter;
  private readonly head: string;
  private readonly tail: string;
  private readonly times: readonly boolean[];

  constructor(
    private readonly spec: BundleTableSpec,
    client: ClickHouseClient,
    partition: string,
    fileName: string,
  ) {
    const names = spec.columns.map((column) => spec.storedAs[column.name] ?? column.name);
    const source = ["source_file", "source_row"];
    this.main = new StageWriter(client, `stage_${spec.table}`, [
      "import_id",
      ...names,
      ...(spec.keepsSource ? source : []),
    ]);
    this.implied = new StageWriter(client, "stage_observations", [
      "import_id",
      ...OBSERVATION_COLUMNS,
      ...source,
    ]);
    this.head = partition;
    this.tail = tabText(fileName);
    this.times = spec.columns.map((column) => column.time);
  }

  add(values: RowReader["values"], row: number): void {
    let line = this.head;
    for (let at = 0; at < values.length; at += 1)
      line += `\t${tabValue(values[at], this.times[at] === true)}`;
    this.main.add(this.spec.keepsSource ? `${line}\t${this.tail}\t${row}\n` : `${line}\n`);
  }

  addImplied(accountId: string, kind: string, value: string, seenMs: number | null, row: number): void {
    const seen = seenMs === null ? "\\N" : tabTime(seenMs);
    this.implied.add(
      `${this.head}\t${tabText(accountId)}\t${kind}\t${tabText(value)}\t${seen}\t${seen}\t1\t${this.tail}\t${row}\n`,
    );
  }

  async flushIfFull(): Promise<void> {
    await this.main.flushIfFull();
    await this.implied.flushIfFull();
  }

  async finish(): Promise<void> {
    await this.main.finish();
    await this.implied.finish();
  }

  async settle(): Promise<void> {
    await this.main.settle();
    await this.implied.settle();
  }
}

interface ImpliedUse {
  accountId: string;
  kind: string;
  value: string;
  seenMs: number | null;
}

/**
 * Reads one file into the stage tables. Bad rows go to the reject log; a bad file comes back as
 * `refused`. Throws where the store fails, or with the signal's reason.
 */
export async function stageFile(options: StageFileOptions): Promise<StagedFile> {
  const { file, rejects, signal } = options;
  const spec = TABLE_SPECS[file.table];
  const sourceName = sourceNames(file);
  const stage =
    options.client === null ? null : new FileStage(spec, options.client, options.partition, file.name);
  const implied: ImpliedUse[] = [];
  const context: RowContext = {
    phoneKey: options.phoneKey,
    observe: (accountId, kind, value, seenMs) => implied.push({ accountId, kind, value, seenMs }),
  };
  const done: StagedFile = { rows: 0, rejected: 0, ignoredColumns: [] };
  let bytesRead = 0;
  const report = (): void =>
    options.onProgress?.({
      file: file.name,
      table: file.table,
      rows: done.rows,
      rejected: done.rejected,
      bytesRead,
      bytesTotal: file.bytes,
    });
  const reject = (row: number, fault: Fault): void => {
    done.rejected += 1;
    rejects.add({ file: file.name, row, column: fault.column, reason: fault.reason });
  };
  const take = (reader: RowReader, cells: Cell[] | Fault, row: number): void => {
    const fault = cells instanceof Fault ? cells : reader.read(cells, context);
    if (fault !== undefined) reject(row, fault);
    else {
      done.rows += 1;
      stage?.add(reader.values, row);
      for (const use of implied) stage?.addImplied(use.accountId, use.kind, use.value, use.seenMs, row);
    }
    implied.length = 0;
  };

  try {
    const source = {
      path: file.path,
      bytes: file.bytes,
      gzip: file.gzip,
      onBytes: (bytes: number) => void (bytesRead = Math.max(bytesRead, bytes)),
    };
    const known = [...spec.columns.map((column) => column.name), ...spec.dropped];
    const required = spec.columns
      .filter((column) => column.required)
      .map((column) => sourceName(column.name));
    const rows = await openRows(file.format, source, {
      names: known.map(sourceName),
      required,
      others: spec.refusesCardNumbers,
    });
    done.ignoredColumns = rows.ignored;
    const reader = new RowReader(spec, rows.columns, sourceName, options.nowMs);
    for await (const batch of rows.batches) {
      signal?.throwIfAborted();
      batch.rows.forEach((cells, at) => take(reader, cells, batch.firstRow + at));
      await stage?.flushIfFull();
      await rejects.flush();
      report();
    }
    await stage?.finish();
    bytesRead = file.bytes;
    report();
  } catch (error) {
    await stage?.settle();
    if (!(error instanceof RejectedFile)) throw error;
    done.refused = error;
    rejects.add({ file: file.name, row: 0, column: error.column, reason: error.message });
  }
  return done;
}
