import { setTimeout as pause } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import type { StoredUnit } from "@/lib/domain/import";
import type { ImportJournal } from "@/lib/ingest/journal";
import { dropStaged } from "@/lib/ingest/publish";
import { RejectedFile } from "@/lib/ingest/rejected-file";
import { stageFile, type StagedFile, type StageFileOptions } from "@/lib/ingest/stage-file";
import { queryRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";
import type { StorePath } from "./open-store-path";
import type { ParquetPart } from "./parquet-parts";
import { sendPart } from "./send-part";

const PARTS_AT_ONCE = 2;
const INSERT_ASKED_MS = 100;

/** By which the inserts of one file are known among the statements a store runs. */
function markOf(partition: string): string {
  return `/* ${partition} */`;
}

/** A filter that went into the reader would leave fewer rows to be numbered than the file has. */
const ROWS_IN_ORDER =
  "input_format_parquet_preserve_order = 1, optimize_move_to_prewhere = 0, query_plan_optimize_prewhere = 0, query_plan_filter_push_down = 0, enable_optimize_predicate_expression = 0";

/** `client` null checks only: then nothing but the numbers of unusual rows goes to the store, for a moment. */
export interface StageByStoreOptions extends StageFileOptions {
  store: ClickHouseClient;
  sha256: string;
  journal: ImportJournal;
  path: StorePath;
}

async function countIn(client: ClickHouseClient, table: string, partition: string): Promise<number> {
  const [row] = await queryRows(
    client,
    `SELECT count() AS rows FROM ${table} WHERE import_id = {partition:String}`,
    { partition },
    z.object({ rows: countSchema }),
  );
  return row?.rows ?? 0;
}

/** One file on its way into the stage tables, part by part, each read by the store itself. */
class StoreStage {
  private readonly table: string;

  constructor(private readonly options: StageByStoreOptions) {
    this.table = `stage_${options.file.table}`;
  }

  /**
   * What is in the store of the parts the journal knows. A part that was being sent when the process
   * died is taken out again, whatever of it had come in.
   */
  async tidy(): Promise<void> {
    const { store: client, partition, path, sha256, journal, file } = this.options;
    await this.insertsEnded();
    const units = path.plan.parts.map((part) => journal.find(sha256, file.table, part.number));
    const expected = units.reduce((sum, unit) => sum + (unit?.state === "stored" ? unit.rows : 0), 0);
    if ((await countIn(client, this.table, partition)) === expected) return;
    for (const [at, part] of path.plan.parts.entries()) {
      if (units[at]?.state !== "sending") continue;
      await client.command({
        query: `DELETE FROM ${this.table} WHERE import_id = {partition:String} AND source_row > {from:UInt64} AND source_row <= {to:UInt64} SETTINGS mutations_sync = 2, lightweight_deletes_sync = 2`,
        query_params: { partition, from: part.rowsBefore, to: part.rowsBefore + part.rows },
      });
    }
    if ((await countIn(client, this.table, partition)) === expected) return;
    await dropStaged(client, partition.slice(0, partition.indexOf("/")), partition);
    await journal.forget(sha256, file.table);
  }

  /** A store goes on with an insert whose sender has died: what it brings must be there to be taken out. */
  private async insertsEnded(): Promise<void> {
    const { store: client, partition, signal } = this.options;
    for (;;) {
      signal?.throwIfAborted();
      const [row] = await queryRows(
        client,
        "SELECT count() AS running FROM system.processes WHERE position(query, {mark:String}) > 0 AND position(query, 'system.processes') = 0",
        { mark: markOf(partition) },
        z.object({ running: countSchema }),
      );
      if ((row?.running ?? 0) === 0) return;
      await pause(INSERT_ASKED_MS);
    }
  }

  /**
   * Sends some parts at once, whose sorting would else keep one core busy and the others idle.
   * @returns what of each came in and what was rejected.
   */
  async send(parts: readonly ParquetPart[]): Promise<StoredUnit[]> {
    const { store: client, partition, sha256, journal, file } = this.options;
    const before = await countIn(client, this.table, partition);
    for (const { number } of parts)
      await journal.record(sha256, file.table, number, {
        rows: 0,
        rejected: 0,
        state: "sending",
        rejects: [],
      });
    const sent = await Promise.allSettled(parts.map(async (part) => this.insertPlain(part)));
    for (const one of sent) if (one.status === "rejected") throw one.reason;
    const taken = (await countIn(client, this.table, partition)) - before;
    const allPlain = taken === parts.reduce((sum, part) => sum + part.rows, 0);
    const units: StoredUnit[] = [];
    for (const part of parts) units.push(allPlain ? await this.plainUnit(part) : await this.mixedUnit(part));
    const expected = units.reduce((sum, unit) => sum + unit.rows, 0);
    const stored = allPlain ? taken : (await countIn(client, this.table, partition)) - before;
    if (stored !== expected)
      throw new Error(
        `${file.table}: the store holds ${stored} rows of these parts, ${expected} were sent to it`,
      );
    for (const [at, part] of parts.entries()) {
      const unit = units[at];
      if (unit !== undefined) await journal.record(sha256, file.table, part.number, unit);
    }
    return units;
  }

  private async insertPlain(part: ParquetPart): Promise<void> {
    await this.insert(part, `${this.table} (import_id, ${this.columns()}, source_file, source_row)`, [
      `SELECT {partition:String}, ${this.options.path.values.map(([, sql]) => sql).join(", ")}, {file:String}, ringleader_row`,
      `WHERE ${this.options.path.plain}`,
    ]);
  }

  private async plainUnit(part: ParquetPart): Promise<StoredUnit> {
    await this.options.rejects.begin(this.unitName(part));
    return { rows: part.rows, rejected: 0, state: "stored", rejects: [] };
  }

  /** Of a part the store may have left rows of: those are read here. */
  private async mixedUnit(part: ParquetPart): Promise<StoredUnit> {
    const { rejects } = this.options;
    await rejects.begin(this.unitName(part));
    const { rejected } = await this.readOthers(part);
    await rejects.end();
    return { rows: part.rows - rejected, rejected, state: "stored", rejects: [...rejects.ofUnit] };
  }

  /** Checks one part and keeps nothing of it. */
  async check(part: ParquetPart): Promise<StoredUnit> {
    return await this.mixedUnit(part);
  }

  unitName(part: ParquetPart): string {
    return `${this.options.partition.replace("/", ".")}.${part.number}`;
  }

  private columns(): string {
    return this.options.path.values.map(([column]) => column).join(", ");
  }

  private async insert(part: ParquetPart, into: string, [select, where]: [string, string]): Promise<void> {
    const { store: client, partition, file, path, signal } = this.options;
    const query = `INSERT INTO ${into} ${markOf(partition)} ${select}
FROM (SELECT *, rowNumberInAllBlocks() + {before:UInt64} + 1 AS ringleader_row FROM input('${path.structure.replaceAll("'", "\\'")}'))
${where}
SETTINGS ${ROWS_IN_ORDER}, max_threads = 2, max_insert_threads = 2, min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 536870912 FORMAT Parquet`;
    await sendPart(
      client,
      query,
      { partition, file: file.name, before: part.rowsBefore },
      path.plan,
      part,
      signal,
    );
  }

  /** Reads the rows the store did not take one by one, each with its reason where it is rejected. */
  private async readOthers(part: ParquetPart): Promise<StagedFile> {
    const { store: client, partition } = this.options;
    await this.dropUnusual();
    await this.insert(part, "stage_unusual_rows (import_id, source_row)", [
      "SELECT {partition:String}, ringleader_row",
      `WHERE NOT (${this.options.path.plain})`,
    ]);
    const found = await queryRows(
      client,
      "SELECT source_row AS row FROM stage_unusual_rows WHERE import_id = {partition:String} ORDER BY row",
      { partition },
      z.object({ row: countSchema }),
    );
    await this.dropUnusual();
    const staged = await stageFile({
      ...this.options,
      onProgress: undefined,
      only: {
        firstGroup: part.firstGroup,
        endGroup: part.endGroup,
        rows: new Set(found.map(({ row }) => row)),
      },
    });
    if (staged.refused !== undefined) throw staged.refused;
    return staged;
  }

  private async dropUnusual(): Promise<void> {
    const { store: client, partition } = this.options;
    await client.command({ query: `ALTER TABLE stage_unusual_rows DROP PARTITION '${partition}'` });
  }
}

/**
 * Brings a Parquet file into its stage table by letting the store read it: the file is cut into runs
 * of row groups, each goes there as it is, and only rows that are not plain (see `StoreReading`) are
 * read here. Parts the journal calls stored are passed over. Answers as `stageFile` does.
 */
export async function stageByStore(options: StageByStoreOptions): Promise<StagedFile> {
  const { file, path, sha256, journal, signal, rejects } = options;
  const stage = new StoreStage(options);
  const done: StagedFile = { rows: 0, rejected: 0, ignoredColumns: path.ignoredColumns };
  try {
    if (options.client !== null) await stage.tidy();
    const count = (part: ParquetPart, unit: StoredUnit): void => {
      done.rows += unit.rows;
      done.rejected += unit.rejected;
      options.onProgress?.({
        file: file.name,
        table: file.table,
        rows: done.rows,
        rejected: done.rejected,
        bytesRead: part.endByte,
        bytesTotal: file.bytes,
      });
    };
    let waiting: ParquetPart[] = [];
    const sendWaiting = async (): Promise<void> => {
      const units = await stage.send(waiting);
      for (const [at, part] of waiting.entries()) {
        const unit = units[at];
        if (unit !== undefined) count(part, unit);
      }
      waiting = [];
    };
    for (const part of path.plan.parts) {
      signal?.throwIfAborted();
      const earlier = journal.find(sha256, file.table, part.number);
      if (earlier?.state === "stored") {
        await rejects.passOver(stage.unitName(part), earlier.rejects);
        count(part, earlier);
      } else if (options.client === null) count(part, await stage.check(part));
      else if (waiting.push(part) === PARTS_AT_ONCE) await sendWaiting();
    }
    if (waiting.length > 0) await sendWaiting();
  } catch (error) {
    if (!(error instanceof RejectedFile)) throw error;
    done.refused = error;
    rejects.add({ file: file.name, row: 0, column: error.column, reason: error.message });
  }
  return done;
}
