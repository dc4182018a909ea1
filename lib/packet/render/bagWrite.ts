import { createHash } from "node:crypto";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BagFile } from "@/lib/packet/format/bagText";

const FLUSH_CHARACTERS = 256 * 1024;

/** Writes a bag's files into a directory, keeping size and hash of each. */
export class BagWriter {
  readonly files: BagFile[] = [];
  private readonly unfinished = new Set<FileHandle>();

  constructor(readonly dir: string) {}

  async text(path: string, content: string): Promise<void> {
    await this.bytes(path, Buffer.from(content, "utf8"));
  }

  async bytes(path: string, content: Uint8Array): Promise<void> {
    const file = await this.open(path);
    await file.write(content);
    await file.close();
  }

  /** Writes lines as they come, holding no more than a quarter of a megabyte. */
  async lines(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const file = await this.lineFile(path);
    for await (const line of lines) await file.write(line);
    await file.close();
  }

  /** A file to be written line by line; counted once it is closed. */
  async lineFile(path: string): Promise<{ write(line: string): Promise<void>; close(): Promise<void> }> {
    const file = await this.open(path);
    let pending: string[] = [];
    let characters = 0;
    const flush = async (): Promise<void> => {
      await file.write(Buffer.from(pending.join(""), "utf8"));
      pending = [];
      characters = 0;
    };
    return {
      write: async (line) => {
        pending.push(line);
        characters += line.length;
        if (characters >= FLUSH_CHARACTERS) await flush();
      },
      close: async () => {
        await flush();
        await file.close();
      },
    };
  }

  /** Lets go of files that a failure left open. */
  async abandon(): Promise<void> {
    for (const handle of this.unfinished) await handle.close();
    this.unfinished.clear();
  }

  private async open(
    path: string,
  ): Promise<{ write(content: Uint8Array): Promise<void>; close(): Promise<void> }> {
    const target = join(this.dir, path);
    await mkdir(dirname(target), { recursive: true });
    const handle: FileHandle = await open(target, "wx", 0o600);
    this.unfinished.add(handle);
    const hash = createHash("sha256");
    let bytes = 0;
    return {
      write: async (content) => {
        await handle.writeFile(content);
        hash.update(content);
        bytes += content.length;
      },
      close: async () => {
        this.unfinished.delete(handle);
        await handle.close();
        this.files.push({ path, bytes, sha256: hash.digest("hex") });
      },
    };
  }
}
