import { open } from "node:fs/promises";
import { join } from "node:path";
import { RingleaderError } from "@/lib/core/errors";
import type { BagFile } from "@/lib/packet/format/bagText";
import type { Leak, LeakScan } from "@/lib/packet/format/leakScan";

/** Files whose text is searched elsewhere, as drawn. */
const BINARY = /\.pdf$/;
const JSON_ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g;
const LINES_AT_ONCE = 2_000;

/**
 * Searches every text file of the bag, and the text layers handed in, for withheld values.
 * RingleaderError("conflict") on the first: it names field, file and account, never the value.
 */
export async function scanForLeaks(
  scan: LeakScan,
  dir: string,
  files: readonly BagFile[],
  textLayers: readonly { file: string; text: string }[],
): Promise<void> {
  for (const { file, text } of textLayers) refuse(scan.find(text, file));
  for (const { path } of files) {
    refuse(scan.find(path, path));
    if (!BINARY.test(path)) await eachPart(join(dir, path), (text) => refuse(scan.find(text, path)));
  }
}

/**
 * Lets the scan know what the record tables show: each of their cells was written under a rule of
 * its own, so a name that also stands there in a clear field (a user agent, a code) is shown by right.
 */
export async function explainFromRecords(
  scan: LeakScan,
  dir: string,
  files: readonly BagFile[],
): Promise<void> {
  for (const { path } of files) {
    if (/^data\/03-records\/.*\.jsonl$/.test(path))
      await eachPart(join(dir, path), (text) => scan.explain(text));
  }
}

/** Reads a text file by whole lines; parts overlap by one line. */
async function eachPart(path: string, use: (text: string) => void): Promise<void> {
  const handle = await open(path, "r");
  const readable = (lines: readonly string[]): string => {
    const text = lines.join("\n");
    return /\.jsonl?$/.test(path) ? text.replace(JSON_ESCAPE, " ") : text;
  };
  try {
    let lines: string[] = [];
    for await (const line of handle.readLines({ encoding: "utf8" })) {
      lines.push(line);
      if (lines.length < LINES_AT_ONCE) continue;
      use(readable(lines));
      lines = lines.slice(-1);
    }
    use(readable(lines));
  } finally {
    await handle.close();
  }
}

function refuse(leaks: readonly Leak[]): void {
  const leak = leaks[0];
  if (leak === undefined) return;
  throw new RingleaderError(
    "conflict",
    `The packet would show a withheld value of ${leak.field}${leak.accountId === "" ? "" : ` (account ${leak.accountId})`} in ${leak.file}. It was not built: reword the text, or use a tier that shows the field.`,
    { details: { ...leak } },
  );
}
