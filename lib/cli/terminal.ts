/** Progress on standard error: one line that rewrites itself on a terminal, plain lines elsewhere. */
export class ProgressLine {
  private lastMs = 0;
  private open = false;
  private readonly isTerminal = process.stderr.isTTY === true;

  show(sentence: string): void {
    const nowMs = Date.now();
    if (this.isTerminal) {
      process.stderr.write(`\r\u001b[2K  ${sentence}`);
      this.open = true;
    } else if (nowMs - this.lastMs > 2_000) {
      process.stderr.write(`  ${sentence}\n`);
    } else {
      return;
    }
    this.lastMs = nowMs;
  }

  end(sentence?: string): void {
    if (this.open) process.stderr.write("\r\u001b[2K");
    this.open = false;
    if (sentence !== undefined) process.stderr.write(`  ${sentence}\n`);
  }
}

/** Takes control and bidi characters out of what account holders typed before a terminal sees it. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu, "�");
}

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A table of text columns; numbers are handed in as text and aligned right where `right` names them. */
export function printTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): void {
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  printLine(line(headers));
  for (const row of rows) printLine(line(row));
}
