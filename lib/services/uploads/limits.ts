import { statfs } from "node:fs/promises";
import { RingleaderError } from "@/lib/core/errors";

const GIBIBYTE = 1024 ** 3;
const FILE_BYTES_MAX_DEFAULT = 8 * GIBIBYTE;
/** Left free on the disk, so that an upload never takes the stores' last room. */
const FREE_BYTES_KEPT = GIBIBYTE / 2;
export const FILES_PER_UPLOAD_MAX = 500;

/** The largest file an upload may hold, in bytes: RINGLEADER_UPLOAD_BYTES_MAX, else 8 GiB. */
export function fileBytesMax(): number {
  const given = process.env["RINGLEADER_UPLOAD_BYTES_MAX"];
  if (given === undefined || given === "") return FILE_BYTES_MAX_DEFAULT;
  const bytes = Number(given);
  if (!Number.isSafeInteger(bytes) || bytes < 1)
    throw new RingleaderError("unavailable", "RINGLEADER_UPLOAD_BYTES_MAX is no whole number of bytes");
  return bytes;
}

/** @throws RingleaderError `bad_input` where the disk would not hold so many more bytes. */
export async function checkDiskSpace(folder: string, bytes: number): Promise<void> {
  const disk = await statfs(folder);
  if (disk.bavail * disk.bsize - bytes < FREE_BYTES_KEPT)
    throw new RingleaderError(
      "bad_input",
      "the disk of the data directory has no room for this file; free some, or import it in parts",
    );
}
