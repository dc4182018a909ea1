import { open, type FileHandle } from "node:fs/promises";
import type { Reject } from "@/lib/domain/import";
import { REJECTS_IN_SUMMARY } from "./limits";

/** A field as CSV that no spreadsheet takes for a formula. */
function csvField(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Counts rejects, keeps the first, and writes all of them to a CSV file made with the first one. */
export class RejectLog {
  readonly first: Reject[] = [];
  private waiting: string[] = [];
  private handle: FileHandle | undefined;

  /** `path` null keeps no file. */
  constructor(private readonly path: string | null) {}

  add(reject: Reject): void {
    if (this.first.length < REJECTS_IN_SUMMARY) this.first.push(reject);
    if (this.path !== null)
      this.waiting.push(
        `${[csvField(reject.file), reject.row, csvField(reject.column), csvField(reject.reason)].join(",")}\n`,
      );
  }

  /** Writes what waits. Call it often enough that little waits. */
  async flush(): Promise<void> {
    if (this.path === null || this.waiting.length === 0) return;
    if (this.handle === undefined) {
      this.handle = await open(this.path, "w", 0o600);
      await this.handle.write("file,row,column,reason\n");
    }
    const lines = this.waiting.join("");
    this.waiting = [];
    await this.handle.write(lines);
  }

  /** Path of the file, or null where there was nothing to write. */
  async close(): Promise<string | null> {
    await this.flush();
    const { handle } = this;
    this.handle = undefined;
    if (handle === undefined) return null;
    await handle.sync();
    await handle.close();
    return this.path;
  }
}
