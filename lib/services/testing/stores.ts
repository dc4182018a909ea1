import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { newId } from "@/lib/core/ids";
import { createAuth } from "@/lib/auth/auth";
import type { Desk } from "@/lib/auth/desk";
import { openStores, type Stores } from "@/lib/stores/connect";
import { installationSecret } from "@/lib/stores/data-dir";

/** Real stores in a folder of their own, gone without a trace after `close`. */
export interface TestStores {
  stores: Stores;
  dataDir: string;
  /** Another opening of the same stores, as another process would get it. */
  openAgain(): Promise<Stores>;
  close(): Promise<void>;
}

export function scratchFolder(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `ringleader-test-${name}-`));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves once the process is gone. */
export async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(10);
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function openWith(dataDir: string, databaseUrl: string | undefined): Promise<Stores> {
  const before = process.env["DATABASE_URL"];
  if (databaseUrl === undefined) delete process.env["DATABASE_URL"];
  else process.env["DATABASE_URL"] = databaseUrl;
  try {
    return await openStores(dataDir, { role: "command", pid: process.pid });
  } finally {
    if (before === undefined) delete process.env["DATABASE_URL"];
    else process.env["DATABASE_URL"] = before;
  }
}

/**
 * Opens both stores in a temporary data directory. The casebook is the embedded one, or a new
 * database on the PostgreSQL server that TEST_DATABASE_URL names: the same tests hold on both.
 */
export async function openTestStores(): Promise<TestStores> {
  const dataDir = scratchFolder("data");
  const server = process.env["TEST_DATABASE_URL"];
  let databaseUrl: string | undefined;
  let drop = async (): Promise<void> => undefined;
  if (server !== undefined && server !== "") {
    const database = newId("test");
    await onServer(server, `CREATE DATABASE ${database}`);
    drop = async () => onServer(server, `DROP DATABASE ${database} WITH (FORCE)`);
    const url = new URL(server);
    url.pathname = `/${database}`;
    databaseUrl = url.href;
  }
  const stores = await openWith(dataDir, databaseUrl);
  const opened = [stores];
  return {
    stores,
    dataDir,
    async openAgain() {
      const again = await openWith(dataDir, databaseUrl);
      opened.push(again);
      return again;
    },
    async close() {
      const hosts = new Set(opened.map((each) => each.lease?.owner.pid));
      await Promise.all(opened.map((each) => each.close()));
      for (const pid of hosts) {
        if (pid === undefined || !isAlive(pid)) continue;
        process.kill(pid, "SIGTERM");
        await ended(pid);
      }
      await drop();
      rmSync(stores.dir.runtime, { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const TEST_URL = "http://desk.example:3000";

/** A desk over the stores, with real sign-in. */
export function deskOver(stores: Stores): Desk {
  const auth = createAuth(stores.casebook, {
    secret: installationSecret(stores.dir, "session.key"),
    url: TEST_URL,
  });
  return { stores, auth, url: TEST_URL };
}
