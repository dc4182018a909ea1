import http from "node:http";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import { RingleaderError } from "@/lib/core/errors";
import { clusterClient } from "./cluster/client";
import { CLUSTER_SETTINGS } from "./cluster/deployment";

// Errors are thrown to the caller, who knows what they mean; the client's own log would repeat them with their values.
const COMMON = {
  log: { level: ClickHouseLogLevel.OFF },
  request_timeout: 600_000,
  max_open_connections: 16,
  use_multipart_params_auto: true,
} as const;

/** What a server is told beside the statement: a sign of life on long ones, which proxies would cut off. */
const SERVER_SETTINGS = {
  send_progress_in_http_headers: 1,
  http_headers_progress_interval_ms: "110000",
} as const;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function badSetting(message: string): RingleaderError {
  return new RingleaderError("bad_input", message);
}

/** Database a ClickHouse URL names, `default` where it names none. The URL is in no error: it holds the password. */
function databaseOf(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw badSetting("CLICKHOUSE_URL is no address; write it as http://user:password@host:8123/database");
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:")
    throw badSetting(
      "CLICKHOUSE_URL must begin with http:// or https:// (the server's HTTP port, 8123 or 8443)",
    );
  const database = decodeURIComponent(parsed.pathname.replace(/^\/|\/$/g, ""));
  if (database === "") return "default";
  if (!NAME.test(database))
    throw badSetting("the database in CLICKHOUSE_URL must be letters, digits and _, and begin with a letter");
  return database;
}

/**
 * A client of a ClickHouse server, or of the cluster of this name through one of its servers. `url` may
 * carry user, password and database.
 * @throws RingleaderError `bad_input` for a URL or a name that cannot be one; never with the URL in it.
 */
export function evidenceServerClient(url: string, cluster?: string): ClickHouseClient {
  const database = databaseOf(url);
  if (cluster !== undefined && !/^[A-Za-z0-9_-]+$/.test(cluster))
    throw badSetting("CLICKHOUSE_CLUSTER must be letters, digits, _ and -");
  const client = createClient({
    url,
    ...COMMON,
    clickhouse_settings: { ...SERVER_SETTINGS, ...(cluster === undefined ? {} : CLUSTER_SETTINGS) },
  });
  return cluster === undefined ? client : clusterClient(client, { name: cluster, database });
}

/** The same client over the unix socket of the embedded host. */
export function evidenceSocketClient(socketPath: string): ClickHouseClient {
  const options: http.AgentOptions & { socketPath: string } = { socketPath, keepAlive: true, maxSockets: 16 };
  return createClient({ url: "http://localhost", http_agent: new http.Agent(options), ...COMMON });
}
