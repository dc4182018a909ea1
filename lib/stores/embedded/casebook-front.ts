import { createServer, type Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";
import { ReadyForQueryScanner, takeMessage, type TransactionStatus } from "./postgres-wire";

/** A connection that sits in an open transaction this long loses it: everybody else waits for it. */
const IDLE_IN_TRANSACTION_MS = 60_000;

const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);
const TERMINATE = 0x58;

function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const message = Buffer.alloc(5 + text.length);
  message.write("Q", 0, "latin1");
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, 5);
  return message;
}

/** First come, first served; who holds it has the engine's one session to itself. */
class Turnstile {
  private readonly waiting: (() => void)[] = [];
  private taken = false;

  async enter(): Promise<void> {
    if (!this.taken) {
      this.taken = true;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken = false;
    else next();
  }
}

/**
 * One client. PGlite has one session, and the messages of a statement (Parse, Bind, Execute, Sync)
 * belong together: the connection enters the turnstile with the first message of a statement and
 * leaves it when the engine says it is idle again, so neither another's statement nor another's
 * transaction ever comes in between.
 */
class Connection {
  private pending: Buffer = Buffer.alloc(0);
  private started = false;
  private inside = false;
  private status: TransactionStatus = "I";
  private working = false;
  private gone = false;
  private idleTimer: NodeJS.Timeout | undefined;
  private readonly scanner = new ReadyForQueryScanner();

  constructor(
    private readonly socket: Socket,
    private readonly db: PGlite,
    private readonly turnstile: Turnstile,
  ) {}

  serve(): void {
    this.socket.setNoDelay(true);
    this.socket.on("data", (chunk) => {
      this.pending = Buffer.concat([this.pending, chunk]);
      void this.work();
    });
    this.socket.on("error", () => this.socket.destroy());
    this.socket.on("close", () => {
      this.gone = true;
      void this.work();
    });
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    clearTimeout(this.idleTimer);
    try {
      for (let message = this.next(); message !== undefined && !this.gone; message = this.next())
        await this.run(message);
    } catch {
      this.socket.destroy();
      this.gone = true;
    }
    if (this.gone) await this.abandon();
    else if (this.inside) this.idleTimer = setTimeout(() => this.socket.destroy(), IDLE_IN_TRANSACTION_MS);
    this.working = false;
    if (this.gone ? this.inside : this.hasNext()) void this.work();
  }

  private hasNext(): boolean {
    return takeMessage(this.pending, this.started) !== undefined;
  }

  private next(): Buffer | undefined {
    const taken = takeMessage(this.pending, this.started);
    if (taken === undefined) return undefined;
    this.pending = taken.rest;
    if (taken.kind === "ssl") {
      this.socket.write("N");
      return this.next();
    }
    if (taken.kind === "cancel" || (this.started && taken.message[0] === TERMINATE)) {
      this.socket.end();
      return undefined;
    }
    this.started = true;
    return taken.message;
  }

  private async run(message: Uint8Array): Promise<void> {
    if (!this.inside) {
      await this.turnstile.enter();
      this.inside = true;
    }
    await this.execute(message, (bytes) => {
      if (this.socket.writable) this.socket.write(Buffer.from(bytes));
    });
    if (this.status === "I") this.leave();
  }

  /** Leaves `status` at "busy" until the engine says ReadyForQuery. */
  private async execute(message: Uint8Array, onBytes: (bytes: Uint8Array) => void): Promise<void> {
    this.status = "busy";
    await this.db.runExclusive(() =>
      this.db.execProtocolRawStream(message, {
        onRawData: (bytes) => {
          this.status = this.scanner.scan(bytes) ?? this.status;
          onBytes(bytes);
        },
      }),
    );
  }

  private leave(): void {
    this.inside = false;
    this.turnstile.leave();
  }

  /** The client went away in mid-statement or in a transaction: end both, then let the next one in. */
  private async abandon(): Promise<void> {
    if (!this.inside) return;
    try {
      if (this.status === "busy") await this.execute(SYNC, () => undefined);
      if (this.status !== "I") await this.execute(simpleQuery("ROLLBACK"), () => undefined);
    } finally {
      this.leave();
    }
  }
}

/**
 * Serves a PGlite database to any number of PostgreSQL clients on a unix socket. They share one
 * session: transactions are kept apart, named prepared statements and session-level SET are not.
 */
export async function startCasebookFront(
  db: PGlite,
  socketPath: string,
): Promise<{ close(): Promise<void> }> {
  const turnstile = new Turnstile();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    new Connection(socket, db, turnstile).serve();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socketPath, resolve);
  });
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      // Whoever is inside ends its transaction first.
      await turnstile.enter();
    },
  };
}
