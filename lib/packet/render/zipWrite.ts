import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createDeflateRaw } from "node:zlib";
import { RingleaderError } from "@/lib/core/errors";
import { crc32, zipLayout, type ZipEntry } from "./verify.mjs";

const BYTES_MAX = 0xffff_fffe;
const COMPRESSION_LEVEL = 6;

/** A file as written into the zip, with the hash of its stored (compressed) bytes. */
export interface WrittenEntry extends ZipEntry {
  storedSha256: string;
}

/**
 * Writes a zip of exactly one form: files without gaps, fixed time, mode and flags, no extra fields.
 * Every byte outside the files' own data follows from the directory, so a verifier can account for
 * each; a general zip library leaves bytes that nothing checks.
 */
export class ZipWriter {
  readonly entries: WrittenEntry[] = [];
  private offset = 0;

  private constructor(private readonly handle: FileHandle) {}

  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await open(path, "wx", 0o600));
  }

  /** Compresses a stream of bytes into the zip under `name`. */
  async deflate(name: string, source: AsyncIterable<Uint8Array>): Promise<WrittenEntry> {
    let crc = 0;
    let bytes = 0;
    const counted = async function* (): AsyncIterable<Uint8Array> {
      for await (const chunk of source) {
        crc = crc32(chunk, crc);
        bytes += chunk.length;
        yield chunk;
      }
    };
    const compressed = pipeline(counted(), createDeflateRaw({ level: COMPRESSION_LEVEL }), () => {});
    return this.entry(name, zipLayout.DEFLATED, compressed, () => ({ crc32: crc, bytes }));
  }

  /** Stores bytes as they are. */
  async store(name: string, content: Uint8Array): Promise<WrittenEntry> {
    const source = (async function* (): AsyncIterable<Uint8Array> {
      yield content;
    })();
    return this.entry(name, zipLayout.STORED, source, () => ({
      crc32: crc32(content),
      bytes: content.length,
    }));
  }

  /** Writes the directory and flushes to disk. */
  async finish(): Promise<void> {
    const directory = Buffer.concat(this.entries.map((entry) => zipLayout.directoryHeader(entry)));
    const end = zipLayout.endOfDirectory(this.entries.length, directory.length, this.offset);
    await this.write(Buffer.concat([directory, end]), this.offset);
    await this.handle.sync();
    await this.handle.close();
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => {});
  }

  private async entry(
    name: string,
    method: number,
    stored: AsyncIterable<Uint8Array>,
    measured: () => { crc32: number; bytes: number },
  ): Promise<WrittenEntry> {
    const blank = { name, method, crc32: 0, storedBytes: 0, bytes: 0, offset: this.offset };
    const dataOffset = this.offset + zipLayout.localHeader(blank).length;
    const hash = createHash("sha256");
    let storedBytes = 0;
    for await (const chunk of stored) {
      await this.write(chunk, dataOffset + storedBytes);
      hash.update(chunk);
      storedBytes += chunk.length;
    }
    const entry = { ...blank, ...measured(), storedBytes, storedSha256: hash.digest("hex") };
    if (entry.bytes > BYTES_MAX || dataOffset + storedBytes > BYTES_MAX) {
      throw new RingleaderError("bad_input", "The packet would be larger than 4 GiB; split the case.");
    }
    await this.write(zipLayout.localHeader(entry), this.offset);
    this.offset = dataOffset + storedBytes;
    this.entries.push(entry);
    return entry;
  }

  private async write(chunk: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await this.handle.write(chunk, done, chunk.length - done, position + done);
      done += bytesWritten;
    }
  }
}
