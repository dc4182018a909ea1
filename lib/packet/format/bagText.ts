import { isoDay } from "@/lib/core/time";
import { safeLine } from "./safeText";

export const BAGIT_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/** A file of the bag as its manifest needs it. */
export interface BagFile {
  /** Relative to the bag, with "/". */
  path: string;
  bytes: number;
  sha256: string;
}

/** bag-info.txt (RFC 8493, 2.2.2), with the packet's own labels. */
export function bagInfoText(info: {
  packetNumber: string;
  caseNumber: string;
  title: string;
  tier: string;
  builtAtMs: number;
  softwareVersion: string;
  contentHash: string;
  batesLast: string;
  custodyHead: string;
  payload: readonly BagFile[];
}): string {
  const bytes = info.payload.reduce((sum, file) => sum + file.bytes, 0);
  const lines: [string, string][] = [
    ["External-Identifier", info.packetNumber],
    ["External-Description", safeLine(info.title, 200)],
    ["Bagging-Date", isoDay(info.builtAtMs)],
    ["Bag-Software-Agent", `Ringleader ${info.softwareVersion}`],
    ["Payload-Oxum", `${bytes}.${info.payload.length}`],
    ["Case-Number", info.caseNumber],
    ["Tier", info.tier],
    ["Approved-Content-SHA256", info.contentHash],
    ["Bates-First", `${info.packetNumber}-000001`],
    ["Bates-Last", info.batesLast],
    ["Custody-Head", info.custodyHead],
  ];
  return lines.map(([label, value]) => `${label}: ${safeLine(value, 400)}\n`).join("");
}

/** A manifest: one line per file, sorted by path. */
export function manifestText(files: readonly BagFile[]): string {
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join("");
}
