import { createReadStream } from "node:fs";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { GZIP_ALLOWANCE_BYTES, GZIP_RATIO_MAX } from "@/lib/ingest/limits";
import { RejectedFile } from "@/lib/ingest/rejected-file";

const CHUNK_BYTES = 1024 * 1024;

/** A file to read, already known to lie where it may. */
export interface FileSource {
  path: string;
  bytes: number;
  gzip: boolean;
  /** Told the position in the file as stored (before unpacking). */
  onBytes?: (bytesRead: number) => void;
}

function unpackError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR")
    return new RejectedFile("the gzip ends too early: the file was not written to its end", { cause: error });
  if (code.startsWith("Z_"))
    return new RejectedFile("the file is named .gz and is no sound gzip", { cause: error });
  return error;
}

/** The file's bytes, unpacked where it is a gzip, in chunks of about 1 MiB. Throws RejectedFile. */
export async function* unpackedBytes(source: FileSource): AsyncGenerator<Uint8Array> {
  let read = 0;
  let unpacked = 0;
  const file = createReadStream(source.path, { highWaterMark: CHUNK_BYTES });
  file.on("data", (chunk) => {
    read += chunk.length;
    source.onBytes?.(read);
  });
  if (!source.gzip) {
    yield* file;
    return;
  }
  if (source.bytes === 0) throw new RejectedFile("the gzip ends too early: the file is empty");
  const out: Readable & NodeJS.WritableStream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length;
      if (unpacked > GZIP_ALLOWANCE_BYTES && unpacked > read * GZIP_RATIO_MAX) {
        done(new RejectedFile(`the gzip unpacks to more than ${GZIP_RATIO_MAX} times its size`));
      } else done(null, chunk);
    },
    readableHighWaterMark: CHUNK_BYTES,
  });
  const finished = pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), out).then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    for await (const chunk of out) yield chunk;
  } catch (error) {
    throw unpackError(error);
  } finally {
    file.destroy();
  }
  const failure = await finished;
  if (failure !== undefined) throw unpackError(failure);
}
