import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";
import { appendFile, open, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Reject } from "@/lib/domain/import";
import { REJECTS_IN_SUMMARY } from "./limits";

const HEADER = "file,row,column,reason\n";

/** A field as CSV that no spreadsheet takes for a formula. */
function csvField(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/**
 * Rejects of one import: the first are kept, all are written to a CSV file. Each unit of the work (a
 * file, or a part of one) writes a file of its own beside it until `close` joins them, so that an
 * import that goes on after a death has each reject once.
 */
export class RejectLog {
  readonly first: Reject[] = [];
  private readonly units: string[] = [];
  private current: FileHandle | undefined;
  private currentPath: string | undefined;
  private unitFirst: Reject[] = [];
  private waiting: string[] = [];

  /** `path` null keeps no file. */
  constructor(private readonly path: string | null) {}

  /** Rejects come from this unit from now on; what an earlier try at it wrote is gone. */
  async begin(unit: string): Promise<void> {
    await this.end();
    this.unitFirst = [];
    this.currentPath = this.unitPath(unit);
    if (this.currentPath !== undefined) rmSync(this.currentPath, { force: true });
    this.units.push(unit);
  }

  /** A unit that an earlier run of this import finished, with the first of its rejects. */
  async passOver(unit: string, first: readonly Reject[]): Promise<void> {
    await this.end();
    this.units.push(unit);
    this.keep(first);
  }

  add(reject: Reject): void {
    if (this.unitFirst.length < REJECTS_IN_SUMMARY) this.unitFirst.push(reject);
    this.keep([reject]);
    if (this.path !== null)
      this.waiting.push(
        `${[csvField(reject.file), reject.row, csvField(reject.column), csvField(reject.reason)].join(",")}\n`,
      );
  }

  /** The first rejects of the unit begun last. */
  get ofUnit(): readonly Reject[] {
    return this.unitFirst;
  }

  /** Writes what waits. Call it often enough that little waits. */
  async flush(): Promise<void> {
    if (this.currentPath === undefined || this.waiting.length === 0) return;
    if (this.current === undefined) {
      mkdirSync(path.dirname(this.currentPath), { recursive: true, mode: 0o700 });
      this.current = await open(this.currentPath, "a", 0o600);
    }
    const lines = this.waiting.join("");
    this.waiting = [];
    await this.current.write(lines);
  }

  /** Ends the unit begun last: its rejects are on the disk. */
  async end(): Promise<void> {
    await this.flush();
    await this.current?.sync();
    await this.current?.close();
    this.current = undefined;
  }

  /** Joins the units into one file. @returns its path, or null where there was nothing to write. */
  async close(): Promise<string | null> {
    await this.end();
    if (this.path === null) return null;
    let written = false;
    for (const unit of this.units) {
      const from = this.unitPath(unit);
      if (from === undefined || !existsSync(from)) continue;
      if (!written) {
        await rm(this.path, { force: true });
        await appendFile(this.path, HEADER, { mode: 0o600 });
        written = true;
      }
      await pipeline(createReadStream(from), createWriteStream(this.path, { flags: "a" }));
    }
    await rm(this.partsFolder(this.path), { recursive: true, force: true });
    return written ? this.path : null;
  }

  private keep(rejects: readonly Reject[]): void {
    this.first.push(...rejects.slice(0, Math.max(0, REJECTS_IN_SUMMARY - this.first.length)));
  }

  private partsFolder(file: string): string {
    return `${file}.parts`;
  }

  private unitPath(unit: string): string | undefined {
    return this.path === null ? undefined : path.join(this.partsFolder(this.path), `${unit}.csv`);
  }
}
