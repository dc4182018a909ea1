import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { upload } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { grouped } from "@/lib/core/format";
import type { ReceivedPart, UploadedFile } from "@/lib/domain/upload";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { checkFileName } from "./file-name";
import { uploadFolder } from "./folder";
import { checkDiskSpace, FILES_PER_UPLOAD_MAX, fileBytesMax } from "./limits";
import { changeableUpload } from "./open";

/** A file, or a part of one: where it begins, how long it is, how long the whole will be. */
export interface FilePart {
  uploadId: string;
  name: string;
  offset: number;
  /** Bytes of this part; a body that ends before is a broken connection. */
  length: number;
  /** Bytes of the whole file. */
  size: number;
}

interface Hashing {
  hash: Hash;
  bytes: number;
}

/** Hashes of files that are still coming, so that no byte is read twice; a restart reads them once more. */
const hashing = new Map<string, Hashing>();
const busy = new Set<string>();

function keyOf(uploadId: string, name: string): string {
  return `${uploadId}/${name}`;
}

/** Lets go of what is known of a half file. */
export function forgetPart(uploadId: string, name: string): void {
  hashing.delete(keyOf(uploadId, name));
}

async function hashSoFar(key: string, file: string, bytes: number): Promise<Hash> {
  const known = hashing.get(key);
  if (known?.bytes === bytes) return known.hash;
  const hash = createHash("sha256");
  if (bytes > 0)
    for await (const chunk of createReadStream(file, { end: bytes - 1, highWaterMark: 1024 * 1024 }))
      hash.update(chunk);
  return hash;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Streams the body behind the bytes there are. Holds one chunk at a time. */
async function appendBody(
  handle: FileHandle,
  hash: Hash,
  body: ReadableStream<Uint8Array> | null,
  part: FilePart,
): Promise<void> {
  let length = 0;
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
      if (length + read.value.length > part.length)
        throw new RingleaderError("bad_input", "more bytes came than were announced; send the file again");
      await writeAll(handle, read.value, part.offset + length);
      hash.update(read.value);
      length += read.value.length;
    }
  } catch (error) {
    await reader?.cancel().catch(() => undefined);
    throw error;
  }
  if (length < part.length)
    throw new RingleaderError("bad_input", "the connection ended before the file was whole; send it again");
}

function checkPart(part: FilePart): void {
  const max = fileBytesMax();
  if (part.size > max)
    throw new RingleaderError(
      "bad_input",
      `this file is larger than ${grouped(max)} bytes, the most this desk takes through the browser; use \`ringleader ingest\` for it`,
    );
  if (part.size === 0) throw new RingleaderError("bad_input", "this file is empty");
  if (part.offset + part.length > part.size)
    throw new RingleaderError("bad_input", "more bytes were announced than the file has");
}

/**
 * Takes one file of an upload, or the next part of one, straight to disk: name, size and room are
 * checked before the first byte, the hash is made while it streams, and of a part that breaks off
 * nothing stays. The whole file replaces one of the same name.
 * @throws RingleaderError `bad_input`, `not_found`, or `conflict` where the part does not follow from what is there.
 */
export async function receiveFile(
  stores: Stores,
  actor: Actor,
  part: FilePart,
  body: ReadableStream<Uint8Array> | null,
  nowMs: number,
): Promise<ReceivedPart> {
  authorize(actor, "import.run");
  const name = checkFileName(part.name);
  const row = await changeableUpload(stores.casebook, actor, part.uploadId);
  checkPart(part);
  if (row.files.length >= FILES_PER_UPLOAD_MAX)
    throw new RingleaderError("bad_input", `an upload holds at most ${FILES_PER_UPLOAD_MAX} files`);
  const folder = uploadFolder(stores.dir, part.uploadId);
  await mkdir(folder.partial, { recursive: true, mode: 0o700 });
  await checkDiskSpace(folder.partial, part.size - part.offset);
  const key = keyOf(part.uploadId, name);
  if (busy.has(key)) throw new RingleaderError("conflict", "this file is coming already");
  busy.add(key);
  try {
    const file = path.join(folder.partial, name);
    const hash = await takePart(key, file, part, body);
    if (part.offset + part.length < part.size) return { bytes: part.offset + part.length, sha256: null };
    const whole: UploadedFile = { name, bytes: part.size, sha256: hash.digest("hex") };
    hashing.delete(key);
    await mkdir(folder.files, { recursive: true, mode: 0o700 });
    await rename(file, path.join(folder.files, name));
    await rm(folder.dryRun, { force: true });
    await recordFile(stores, actor, part.uploadId, whole, nowMs);
    return { bytes: whole.bytes, sha256: whole.sha256 };
  } finally {
    busy.delete(key);
  }
}

function refusalOf(error: unknown): RingleaderError {
  if (error instanceof RingleaderError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["ENOSPC", "EDQUOT", "EIO", "EROFS"].includes(code)
    ? new RingleaderError("unavailable", "the data directory cannot be written just now; is its disk full?", {
        cause: error,
      })
    : new RingleaderError("bad_input", "the connection broke off; send the file again", { cause: error });
}

async function takePart(
  key: string,
  file: string,
  part: FilePart,
  body: ReadableStream<Uint8Array> | null,
): Promise<Hash> {
  const there = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (part.offset > 0 && there !== part.offset)
    throw new RingleaderError("conflict", `of this file ${grouped(there)} bytes are here; send it again`);
  const hash = await hashSoFar(key, file, part.offset);
  hashing.delete(key);
  const handle = await open(file, part.offset === 0 ? "w" : "r+", 0o600);
  try {
    await appendBody(handle, hash, body, part);
    if (part.offset + part.length === part.size) await handle.sync();
  } catch (error) {
    if (part.offset > 0) await handle.truncate(part.offset);
    await handle.close();
    if (part.offset === 0) await rm(file, { force: true });
    throw refusalOf(error);
  }
  await handle.close();
  if (part.offset + part.length < part.size) hashing.set(key, { hash, bytes: part.offset + part.length });
  return hash;
}

async function recordFile(
  stores: Stores,
  actor: Actor,
  uploadId: string,
  file: UploadedFile,
  nowMs: number,
): Promise<void> {
  await stores.casebook.transaction(async (tx) => {
    const [row] = await tx.select().from(upload).where(eq(upload.id, uploadId)).for("update");
    const others = row?.files.filter((other) => other.name !== file.name) ?? [];
    await tx
      .update(upload)
      .set({ files: [...others, file] })
      .where(eq(upload.id, uploadId));
    await appendAudit(
      tx,
      {
        actorId: actor.userId,
        action: "upload.file",
        objectType: "upload",
        objectId: uploadId,
        details: { bytes: file.bytes, sha256: file.sha256 },
      },
      nowMs,
    );
  });
}
