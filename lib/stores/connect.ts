import type { ClickHouseClient } from "@clickhouse/client";
import pg from "pg";
import { RingleaderError } from "@/lib/core/errors";
import { casebookOf, migrateCasebook, mindLostConnections, type Casebook } from "./casebook/client";
import { openDataDir, type DataDir } from "./data-dir";
import { acquireLease, type Lease } from "./embedded/lease";
import type { LeaseHello } from "./embedded/owner";
import { checkEvidenceServer, serverTrouble } from "./evidence/check-server";
import { evidenceServerClient, evidenceSocketClient } from "./evidence/client";
import { migrateEvidence } from "./evidence/migrate";

/** Both stores of an installation, and where its files are. */
export interface Stores {
  dir: DataDir;
  evidence: ClickHouseClient;
  casebook: Casebook;
  /** Null where both stores are servers. */
  lease: Lease | null;
  close(): Promise<void>;
}

function evidenceClient(lease: Lease | null, url: string | undefined): ClickHouseClient {
  if (url !== undefined) return evidenceServerClient(url, setting("CLICKHOUSE_CLUSTER"));
  const socketPath = lease?.owner.evidenceSocket;
  if (socketPath === undefined || socketPath === null) {
    throw new RingleaderError(
      "conflict",
      "the data directory is open with another evidence store (CLICKHOUSE_URL was set for it); set the same here",
    );
  }
  return evidenceSocketClient(socketPath);
}

function casebookPool(lease: Lease | null, url: string | undefined): pg.Pool {
  if (url !== undefined)
    return new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 15_000 });
  const host = lease?.owner.casebookSocketDir;
  if (host === undefined || host === null) {
    throw new RingleaderError(
      "conflict",
      "the data directory is open with another casebook (DATABASE_URL was set for it); set the same here",
    );
  }
  return new pg.Pool({ host, user: "postgres", database: "postgres", max: 10 });
}

function setting(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === "" ? undefined : value;
}

/** @throws RingleaderError `bad_input` for settings that name no stores. The driver's own error would hold the address, and the password in it. */
function checkSettings(clickhouseUrl: string | undefined, databaseUrl: string | undefined): void {
  if (clickhouseUrl === undefined && setting("CLICKHOUSE_CLUSTER") !== undefined)
    throw new RingleaderError(
      "bad_input",
      "CLICKHOUSE_CLUSTER is set and CLICKHOUSE_URL is not; set it to one of the cluster's servers",
    );
  if (databaseUrl !== undefined && !(/^postgres(?:ql)?:\/\//.test(databaseUrl) && URL.canParse(databaseUrl)))
    throw new RingleaderError(
      "bad_input",
      "DATABASE_URL is no PostgreSQL address; write it as postgres://user:password@host:5432/database",
    );
}

/**
 * Opens both stores: servers where CLICKHOUSE_URL (with CLICKHOUSE_CLUSTER: the cluster of that name)
 * and DATABASE_URL name them, else the embedded engines of the data directory, through its host
 * (started here where none runs). No error holds a URL.
 * @throws RingleaderError `bad_input` for an unusable directory, `unavailable` for a store that does not answer.
 */
export async function openStores(dataDir: string, hello: LeaseHello): Promise<Stores> {
  const dir = openDataDir(dataDir);
  const clickhouseUrl = setting("CLICKHOUSE_URL");
  const databaseUrl = setting("DATABASE_URL");
  checkSettings(clickhouseUrl, databaseUrl);
  const embed = [
    ...(clickhouseUrl === undefined ? ["evidence"] : []),
    ...(databaseUrl === undefined ? ["casebook"] : []),
  ];
  const lease = embed.length === 0 ? null : await acquireLease(dir, hello, embed);
  let evidence: ClickHouseClient | undefined;
  let pool: pg.Pool;
  try {
    evidence = evidenceClient(lease, clickhouseUrl);
    pool = casebookPool(lease, databaseUrl);
  } catch (error) {
    await evidence?.close();
    lease?.release();
    throw error;
  }
  // A store that goes away between queries reports it on the next one.
  pool.on("error", () => undefined);
  mindLostConnections(pool);
  const close = async (): Promise<void> => {
    await Promise.allSettled([evidence.close(), pool.end()]);
    lease?.release();
  };
  try {
    // The host has migrated what is embedded before it answered.
    if (clickhouseUrl !== undefined) {
      await checkEvidenceServer(evidence);
      await migrateEvidence(evidence).catch((error: unknown) => {
        throw serverTrouble(error);
      });
    }
    if (databaseUrl !== undefined) await migrateCasebook(pool);
  } catch (error) {
    await close();
    if (error instanceof RingleaderError) throw error;
    const what = error instanceof Error ? error.message : String(error);
    throw new RingleaderError("unavailable", `a store could not be opened: ${what}`, { cause: error });
  }
  return { dir, evidence, casebook: casebookOf(pool), lease, close };
}
