import { RejectedFile } from "@/lib/ingest/rejected-file";
import { unpackedBytes, type FileSource } from "./byte-source";

/**
 * The file as text, chunk by chunk: UTF-8 with or without a byte order mark. Bytes that are no
 * UTF-8 become U+FFFD, since one stranger's user agent must not stop an import. Throws
 * RejectedFile for UTF-16.
 */
export async function* textChunks(source: FileSource): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let first = true;
  for await (const bytes of unpackedBytes(source)) {
    if (first && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))) {
      throw new RejectedFile("the file is UTF-16; write it as UTF-8");
    }
    first = false;
    yield decoder.decode(bytes, { stream: true });
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
