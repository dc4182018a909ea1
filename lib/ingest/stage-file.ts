import type { ClickHouseClient } from "@clickhouse/client";
import { capabilityOf } from "@/lib/engine/behaviour/capability-rules";
import type { FileProgress } from "@/lib/domain/import";
import { tabText } from "@/lib/stores/evidence/tab-text";
import type { BundleFile } from "./bundle";
import { Fault } from "./fault";
import type { Cell } from "./formats/row-batch";
import { openMapped } from "./mapping/open-mapped";
import type { ContactKeys } from "./privacy/contact-keys";
import { PromptTemplates } from "./privacy/prompt-templates";
import { RejectedFile } from "./rejected-file";
import type { RejectLog } from "./reject-log";
import { RowReader } from "./row-reader";
import { StageWriter } from "./stage-writer";
import { tabTime, tabValue } from "./tab-separated";
import { TABLE_SPECS } from "./tables";
import type { BundleTableSpec, RowContext } from "./tables/bundle-table";

export interface StageFileOptions {
  file: BundleFile;
  /** Value of import_id for its rows. */
  partition: string;
  /** Null reads and checks only. */
  client: ClickHouseClient | null;
  phoneKey: string;
  /** What e-mail addresses and phone numbers are sealed with; without it they are dropped. */
  contactKeys?: ContactKeys | undefined;
  nowMs: number;
  rejects: RejectLog;
  onProgress?: ((progress: FileProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Only these rows, of these row groups of a Parquet file; the store has taken the others. */
  only?: { firstGroup: number; endGroup: number; rows: ReadonlySet<number> };
}

export interface StagedFile {
  rows: number;
  rejected: number;
  ignoredColumns: string[];
  /** Set where the file was refused; the rows staged until then are the caller's to drop. */
  refused?: RejectedFile;
}

const TEMPLATE_COLUMNS = ["template_id", "signature", "capability"] as const;
const OBSERVATION_COLUMNS = ["account_id", "kind", "value", "first_seen", "last_seen", "count"] as const;

/** Writes a file's rows, and the observations they imply, as lines for the stage tables. */
class FileStage {
  readonly main: StageWriter;
  readonly implied: StageWriter;
  readonly templates: StageWriter;
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
      ...(spec.made ?? []),
      ...(spec.keepsSource ? source : []),
    ]);
    this.implied = new StageWriter(client, "stage_observations", [
      "import_id",
      ...OBSERVATION_COLUMNS,
      ...source,
    ]);
    this.templates = new StageWriter(client, "stage_prompt_templates", ["import_id", ...TEMPLATE_COLUMNS]);
    this.head = partition;
    this.tail = tabText(fileName);
    this.times = spec.columns.map((column) => column.time);
  }

  add(values: RowReader["values"], made: readonly string[], row: number): void {
    let line = this.head;
    for (let at = 0; at < this.times.length; at += 1)
      line += `\t${tabValue(values[at], this.times[at] === true)}`;
    for (const value of made) line += `\t${tabText(value)}`;
    this.main.add(this.spec.keepsSource ? `${line}\t${this.tail}\t${row}\n` : `${line}\n`);
  }

  addImplied(accountId: string, kind: string, value: string, seenMs: number | null, row: number): void {
    const seen = seenMs === null ? "\\N" : tabTime(seenMs);
    this.implied.add(
      `${this.head}\t${tabText(accountId)}\t${kind}\t${tabText(value)}\t${seen}\t${seen}\t1\t${this.tail}\t${row}\n`,
    );
  }

  addTemplates(templates: PromptTemplates): void {
    for (const family of templates.takeUsed())
      this.templates.add(
        `${this.head}\t${family.id}\t[${family.signature.join(",")}]\t${tabText(family.capability)}\n`,
      );
  }

  async flushIfFull(): Promise<void> {
    await this.main.flushIfFull();
    await this.implied.flushIfFull();
  }

  async finish(): Promise<void> {
    await this.main.finish();
    await this.implied.finish();
    await this.templates.finish();
  }

  async settle(): Promise<void> {
    await this.main.settle();
    await this.implied.settle();
    await this.templates.settle();
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
  const stage =
    options.client === null ? null : new FileStage(spec, options.client, options.partition, file.name);
  const implied: ImpliedUse[] = [];
  const made = (spec.made ?? []).map(() => "");
  const templates = new PromptTemplates(options.phoneKey);
  const context: RowContext = {
    phoneKey: options.phoneKey,
    contactKeys: stage === null ? undefined : options.contactKeys,
    observe: (accountId, kind, value, seenMs) => implied.push({ accountId, kind, value, seenMs }),
    make: (name, value) => void (made[spec.made?.indexOf(name) ?? -1] = value),
    promptTraits: (prompt, templateKnown) =>
      templateKnown ? { templateId: "", capability: capabilityOf(prompt) } : templates.describe(prompt),
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
  const take = (reader: RowReader, cells: Cell[] | Fault | null, row: number): void => {
    if (cells === null) return;
    made.fill("");
    const fault = cells instanceof Fault ? cells : reader.read(cells, context);
    if (fault !== undefined) reject(row, fault);
    else {
      done.rows += 1;
      stage?.add(reader.values, made, row);
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
    const rows = await openMapped(file, source, spec, options.only);
    done.ignoredColumns = rows.ignored;
    const consumed = spec.consumed ?? [];
    const readSpec = { ...spec, columns: [...spec.columns, ...consumed] };
    const reader = new RowReader(readSpec, rows.columns, (column) => column, options.nowMs);
    if (options.client !== null && consumed.some((column) => rows.columns.includes(column.name)))
      await templates.load(options.client, options.partition.replace(/\/.*$/, ""));
    for await (const batch of rows.batches) {
      signal?.throwIfAborted();
      batch.rows.forEach((cells, at) => {
        const row = batch.firstRow + at;
        if (options.only === undefined || options.only.rows.has(row)) take(reader, cells, row);
      });
      await stage?.flushIfFull();
      await rejects.flush();
      report();
    }
    stage?.addTemplates(templates);
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
