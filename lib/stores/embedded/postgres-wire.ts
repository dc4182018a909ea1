const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

/** I idle, T in a transaction, E in a failed one, busy: the engine has not said yet. */
export type TransactionStatus = "I" | "T" | "E" | "busy";

export interface TakenMessage {
  kind: "ssl" | "cancel" | "startup" | "message";
  message: Buffer;
  rest: Buffer;
}

/**
 * The first whole frontend message of a buffer, undefined where more bytes are needed. Before the
 * start-up message there is no type byte (PostgreSQL protocol 3.0, "Message Formats").
 */
export function takeMessage(buffer: Buffer, started: boolean): TakenMessage | undefined {
  if (started) {
    if (buffer.length < 5) return undefined;
    const length = 1 + buffer.readInt32BE(1);
    if (buffer.length < length) return undefined;
    return { kind: "message", message: buffer.subarray(0, length), rest: buffer.subarray(length) };
  }
  if (buffer.length < 8) return undefined;
  const length = buffer.readInt32BE(0);
  if (buffer.length < length) return undefined;
  const code = buffer.readInt32BE(4);
  const kind =
    code === SSL_REQUEST || code === GSS_REQUEST ? "ssl" : code === CANCEL_REQUEST ? "cancel" : "startup";
  return { kind, message: buffer.subarray(0, length), rest: buffer.subarray(length) };
}

/** Follows the backend's messages, however they are cut into chunks, and tells each ReadyForQuery's status. */
export class ReadyForQueryScanner {
  private header = Buffer.alloc(0);
  private bodyLeft = 0;
  private type = 0;

  /** @returns the status of the last ReadyForQuery in the chunk, undefined where there is none */
  scan(chunk: Uint8Array): TransactionStatus | undefined {
    let status: TransactionStatus | undefined;
    let at = 0;
    while (at < chunk.length) {
      if (this.bodyLeft > 0) {
        const take = Math.min(this.bodyLeft, chunk.length - at);
        if (this.type === 0x5a) status = statusOf(chunk[at] ?? 0);
        this.bodyLeft -= take;
        at += take;
        continue;
      }
      const take = Math.min(5 - this.header.length, chunk.length - at);
      this.header = Buffer.concat([this.header, chunk.subarray(at, at + take)]);
      at += take;
      if (this.header.length < 5) continue;
      this.type = this.header[0] ?? 0;
      this.bodyLeft = this.header.readInt32BE(1) - 4;
      this.header = Buffer.alloc(0);
    }
    return status;
  }
}

function statusOf(byte: number): TransactionStatus {
  const letter = String.fromCharCode(byte);
  return letter === "T" || letter === "E" ? letter : "I";
}
