import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCasebookFront } from "./casebook-front";
import { ReadyForQueryScanner } from "./postgres-wire";

const dir = mkdtempSync(path.join(tmpdir(), "casebook-front-"));
let db: PGlite;
let front: { close(): Promise<void> };
let pools: pg.Pool[];

beforeAll(async () => {
  db = await PGlite.create(path.join(dir, "data"));
  front = await startCasebookFront(db, path.join(dir, ".s.PGSQL.5432"));
  pools = [1, 2].map(() => new pg.Pool({ host: dir, user: "postgres", database: "postgres", max: 6 }));
  await pools[0]?.query("CREATE TABLE hits (id int PRIMARY KEY, n int)");
  await pools[0]?.query("INSERT INTO hits VALUES (1, 0)");
  await pools[0]?.query("CREATE TABLE roles (who text, role text)");
  await pools[0]?.query("INSERT INTO roles VALUES ('ada', 'admin'), ('ada', 'investigator')");
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await front.close();
  await db.close();
  rmSync(dir, { recursive: true, force: true });
});

function poolOf(worker: number): pg.Pool {
  const pool = pools[worker % pools.length];
  if (pool === undefined) throw new Error("no pool");
  return pool;
}

async function inTransaction(pool: pg.Pool, end: "COMMIT" | "ROLLBACK"): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const found = await client.query("SELECT n FROM hits WHERE id = $1 FOR UPDATE", [1]);
    expect(found.rows).toHaveLength(1);
    await client.query("UPDATE hits SET n = n + 1 WHERE id = $1", [1]);
    await client.query(end);
  } finally {
    client.release();
  }
}

test("each client gets its own answers, beside transactions, rollbacks, failing statements and long values", async () => {
  const long = "z".repeat(200_000);
  const rounds = 60;
  await Promise.all(
    Array.from({ length: 12 }, async (_, worker) => {
      const pool = poolOf(worker);
      for (let round = 0; round < rounds; round++) {
        if (worker % 4 === 0) {
          const roles = await pool.query("SELECT role FROM roles WHERE who = $1", ["ada"]);
          expect(roles.rows).toHaveLength(2);
        } else if (worker % 4 === 1) await inTransaction(pool, round % 5 === 4 ? "ROLLBACK" : "COMMIT");
        else if (worker % 4 === 2)
          await expect(pool.query("SELECT 1 / $1::int", [0])).rejects.toThrow("division by zero");
        else {
          const echo = await pool.query("SELECT $1::text AS text, $2::int AS round", [long, round]);
          expect(echo.rows[0]).toEqual({ text: long, round });
        }
      }
    }),
  );
  const total = await poolOf(0).query("SELECT n FROM hits WHERE id = 1");
  expect(total.rows[0]).toEqual({ n: 3 * (rounds - rounds / 5) });
});

test("a client that dies in a transaction leaves nothing behind and holds nobody up", async () => {
  const client = new pg.Client({ host: dir, user: "postgres", database: "postgres" });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("BEGIN");
  await client.query("INSERT INTO roles VALUES ('mallory', 'admin')");
  const waiting = poolOf(0).query("SELECT role FROM roles WHERE who = 'mallory'");
  Reflect.get(client, "connection").stream.destroy();
  expect((await waiting).rows).toEqual([]);
});

test("ReadyForQuery is seen however the bytes are cut", () => {
  const ready = (status: string): Buffer => Buffer.from([0x5a, 0, 0, 0, 5, status.charCodeAt(0)]);
  const row = (length: number): Buffer =>
    Buffer.concat([Buffer.from([0x44, 0, 0, 0, 4 + length]), Buffer.alloc(length, 0x5a)]);
  fc.assert(
    fc.property(
      fc.array(fc.nat(9), { maxLength: 20 }),
      fc.constantFrom("I", "T", "E"),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 40 }),
      (lengths, status, cuts) => {
        const bytes = Buffer.concat([...lengths.map(row), ready(status)]);
        const scanner = new ReadyForQueryScanner();
        let seen: string | undefined;
        for (let at = 0, cut = 0; at < bytes.length; cut++) {
          const size = cuts[cut % cuts.length] ?? 1;
          seen = scanner.scan(bytes.subarray(at, at + size)) ?? seen;
          at += size;
        }
        expect(seen).toBe(status);
      },
    ),
  );
});
