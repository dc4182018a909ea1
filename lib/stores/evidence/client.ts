import http from "node:http";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";

// Errors are thrown to the caller, who knows what they mean; the client's own log would repeat them with their values.
const COMMON = {
  log: { level: ClickHouseLogLevel.OFF },
  request_timeout: 600_000,
  max_open_connections: 16,
  use_multipart_params_auto: true,
} as const;

/** A client of a ClickHouse server or cluster. `url` may carry user, password and database. */
export function evidenceServerClient(url: string): ClickHouseClient {
  return createClient({ url, ...COMMON });
}

/** The same client over the unix socket of the embedded host. */
export function evidenceSocketClient(socketPath: string): ClickHouseClient {
  const options: http.AgentOptions & { socketPath: string } = { socketPath, keepAlive: true, maxSockets: 16 };
  return createClient({ url: "http://localhost", http_agent: new http.Agent(options), ...COMMON });
}
