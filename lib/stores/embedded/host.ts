import { rmSync } from "node:fs";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { RingleaderError } from "@/lib/core/errors";
import { isoUtc } from "@/lib/core/time";
import { migrateCasebook } from "@/lib/stores/casebook/client";
import type { DataDir } from "@/lib/stores/data-dir";
import { evidenceSocketClient } from "@/lib/stores/evidence/client";
import { migrateEvidence } from "@/lib/stores/evidence/migrate";
import { startCasebookFront } from "./casebook-front";
import { startEvidenceFront } from "./evidence-front";
import { leaseHelloSchema, ownerAddress, ownerAnswerSchema, type LeaseHello, type OwnerInfo } from "./owner";

/** How long the host stays when the last lease is gone: a second command in a row finds it warm. */
const LINGER_MS = 1_500;

export interface HostOptions {
  embedEvidence: boolean;
  embedCasebook: boolean;
  /** Called when the last lease has ended and the stores are closed. */
  onIdle?: () => void;
}

export interface Host {
  info(): OwnerInfo;
  close(): Promise<void>;
}

async function listen(server: Server, address: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Asks whoever listens at the address who it is; undefined where nobody answers. */
export async function askOwner(dir: DataDir): Promise<OwnerInfo | undefined> {
  return await new Promise((resolve) => {
    const socket = createConnection(ownerAddress(dir));
    let text = "";
    const done = (owner: OwnerInfo | undefined): void => {
      socket.destroy();
      resolve(owner);
    };
    socket.setTimeout(60_000, () => done(undefined));
    socket.on("error", () => done(undefined));
    socket.on("close", () => done(undefined));
    socket.on("connect", () => socket.write("?\n"));
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8");
      if (!text.includes("\n")) return;
      const answer = ownerAnswerSchema.safeParse(JSON.parse(text.slice(0, text.indexOf("\n"))));
      done(answer.success && "owner" in answer.data ? answer.data.owner : undefined);
    });
  });
}

export function ownerSentence(owner: OwnerInfo): string {
  const web = owner.leases.find((lease) => lease.role === "web");
  return `the data directory ${owner.dataDir} is held by process ${owner.pid} since ${isoUtc(owner.startedAtMs)}${web?.url === undefined ? "" : `, which serves ${web.url}`}`;
}

/** Takes the lock, or throws a conflict that names the owner. */
async function takeLock(dir: DataDir, server: Server): Promise<void> {
  const address = ownerAddress(dir);
  for (const attempt of [1, 2]) {
    try {
      await listen(server, address);
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
      const owner = await askOwner(dir);
      if (owner !== undefined)
        throw new RingleaderError(
          "conflict",
          `${ownerSentence(owner)}; stop it first, or give another --data-dir`,
          { details: { owner } },
        );
      if (attempt === 2 || address.startsWith("\0")) {
        throw new RingleaderError(
          "conflict",
          `the data directory ${dir.path} is being opened by another process; try again in a moment`,
          { cause: error },
        );
      }
      rmSync(address, { force: true });
    }
  }
}

/**
 * The one process that owns a data directory's embedded engines. Others take leases (a connection
 * to the lock's socket) and reach the stores over unix sockets; when the last lease ends, by exit
 * or by death, the host closes the stores. A second host on the directory gets a conflict.
 */
export async function startHost(dir: DataDir, options: HostOptions): Promise<Host> {
  const startedAtMs = Date.now();
  const leases = new Map<Socket, LeaseHello & { sinceMs: number }>();
  const sockets = new Set<Socket>();
  const early: (() => void)[] = [];
  let state: "opening" | "open" | "closed" = "opening";
  let idleTimer: NodeJS.Timeout | undefined;
  const casebookSocketDir = options.embedCasebook ? dir.runtime : null;
  const evidenceSocket = options.embedEvidence ? path.join(dir.runtime, "evidence.sock") : null;
  const info = (): OwnerInfo => ({
    pid: process.pid,
    startedAtMs,
    dataDir: dir.path,
    casebookSocketDir,
    evidenceSocket,
    leases: [...leases.values()],
  });

  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    state = "closed";
    clearTimeout(idleTimer);
    for (const closer of closers.reverse()) await closer();
    // Only now, so that nobody takes the lock while an engine still holds its files.
    const ended = new Promise((resolve) => lock.close(resolve));
    for (const socket of sockets) socket.destroy();
    await ended;
  };
  const close = async (): Promise<void> => {
    closing ??= closeAll();
    await closing;
  };
  const whenIdle = (): void => {
    clearTimeout(idleTimer);
    if (leases.size > 0 || options.onIdle === undefined || state !== "open") return;
    idleTimer = setTimeout(() => {
      if (leases.size === 0) void close().then(options.onIdle);
    }, LINGER_MS);
  };

  const lock = createServer((socket) => {
    let text = "";
    const reply = (): void => {
      socket.write(`${JSON.stringify({ owner: info() })}\n`);
    };
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      leases.delete(socket);
      whenIdle();
    });
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8");
      for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        if (line !== "?") {
          let parsed: unknown;
          try {
            parsed = JSON.parse(line);
          } catch {
            socket.destroy();
            return;
          }
          const hello = leaseHelloSchema.safeParse(parsed);
          if (!hello.success) {
            socket.destroy();
            return;
          }
          leases.set(socket, { ...hello.data, sinceMs: leases.get(socket)?.sinceMs ?? Date.now() });
          clearTimeout(idleTimer);
        }
        if (state === "open") reply();
        else if (state === "opening") early.push(reply);
        // A closing host takes nobody in; who asked tries again and finds the next one.
        else socket.destroy();
      }
    });
  });

  await takeLock(dir, lock);
  try {
    if (evidenceSocket !== null) {
      rmSync(evidenceSocket, { force: true });
      const front = await startEvidenceFront(dir.evidence, evidenceSocket);
      closers.push(() => front.close());
      const client = evidenceSocketClient(evidenceSocket);
      await migrateEvidence(client).finally(() => client.close());
    }
    if (casebookSocketDir !== null) {
      const socketPath = path.join(casebookSocketDir, ".s.PGSQL.5432");
      rmSync(socketPath, { force: true });
      const db = await PGlite.create(dir.casebook);
      closers.push(() => db.close());
      const front = await startCasebookFront(db, socketPath);
      closers.push(() => front.close());
      const pool = new pg.Pool({ host: casebookSocketDir, user: "postgres", database: "postgres", max: 1 });
      await migrateCasebook(pool).finally(() => pool.end());
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const locked =
      /Cannot lock file/.test(message) ||
      /Cannot lock file/.test(String(error instanceof Error ? error.cause : ""));
    await close();
    throw locked
      ? new RingleaderError(
          "conflict",
          `the data directory ${dir.path} is held by another process; stop it first, or give another --data-dir`,
          { cause: error },
        )
      : new RingleaderError("unavailable", `the embedded stores in ${dir.path} did not open: ${message}`, {
          cause: error,
        });
  }
  state = "open";
  for (const reply of early) reply();
  whenIdle();
  return { info, close };
}
