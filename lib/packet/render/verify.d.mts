import type { VerifyReport } from "@/lib/domain/packet";

/** One file as a packet's zip stores it. */
export interface ZipEntry {
  name: string;
  method: number;
  crc32: number;
  storedBytes: number;
  bytes: number;
  offset: number;
}

export const zipLayout: {
  localHeader(entry: ZipEntry): Buffer;
  directoryHeader(entry: ZipEntry): Buffer;
  endOfDirectory(count: number, directoryBytes: number, directoryOffset: number): Buffer;
  STORED: number;
  DEFLATED: number;
};

export function crc32(bytes: Uint8Array, crc?: number): number;
export function canonicalJson(value: unknown): string;
export function groupsOf(
  accounts: Iterable<string>,
  confirmed: readonly (readonly [string, string])[],
): string[][];
export function verifyZip(path: string, options?: { signerPem?: string | undefined }): Promise<VerifyReport>;
