import path from "node:path";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import * as schema from "@/drizzle/schema";
import { projectRoot } from "@/lib/stores/root";

export type Casebook = NodePgDatabase<typeof schema>;

/** What queries run on inside a transaction. Never use the outer casebook there: the embedded engine would wait for itself. */
export type CasebookTransaction = Parameters<Parameters<Casebook["transaction"]>[0]>[0];
export type CasebookReader = Casebook | CasebookTransaction;

/** A number of this product's own, so that two starters on one server migrate one after the other. */
const MIGRATION_LOCK = 7_421_001;

export function casebookOf(pool: pg.Pool): Casebook {
  return drizzle(pool, { schema });
}

/**
 * Lets a pool outlive its connections. pg would end the process over one that breaks inside a
 * transaction, and drizzle never hands back the client of a transaction that cannot begin: so a
 * client in use goes back by itself when its connection ends, and the pool can always be closed.
 */
export function mindLostConnections(pool: pg.Pool): void {
  const inUse = new Set<pg.PoolClient>();
  pool.on("acquire", (client) => inUse.add(client));
  pool.on("release", (_error, client) => inUse.delete(client));
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    client.once("end", () => {
      if (!inUse.has(client)) return;
      const { release } = client;
      client.release = () => undefined;
      release(true);
    });
  });
}

/** Brings the casebook to the newest schema. Safe to repeat and to run from several processes. */
export async function migrateCasebook(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await migrate(drizzle(client), { migrationsFolder: path.join(projectRoot(), "drizzle/migrations") });
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    }
  } finally {
    client.release();
  }
}
