import { ClickHouseError, type ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { systemClock, type Clock } from "@/lib/core/time";
import { deploymentOf, type Cluster } from "./cluster/deployment";
import { queryRows } from "./query";
import { countSchema } from "./schema";

const VERSION_MIN = [24, 8] as const;
const CLOCK_SKEW_MS_MAX = 60_000;

function isOld(version: string): boolean {
  const [year = 0, month = 0] = version.split(".").map(Number);
  return year < VERSION_MIN[0] || (year === VERSION_MIN[0] && month < VERSION_MIN[1]);
}

/** What the server's refusal means for whoever set it up, by ClickHouse's error code. */
const MEANING: Readonly<Record<string, string>> = {
  "81": "the database CLICKHOUSE_URL names does not exist on the server; create it, or leave the name out",
  "192": "the server does not know the user in CLICKHOUSE_URL",
  "193": "the server refuses the password in CLICKHOUSE_URL",
  "194": "the server asks for a password, and CLICKHOUSE_URL has none",
  "497":
    "the user in CLICKHOUSE_URL may not do what is needed; grant SELECT, INSERT, ALTER, CREATE, DROP on the database, SELECT on system.parts, and on a cluster CLUSTER and REMOTE",
  "516": "the server refuses the user or the password in CLICKHOUSE_URL",
  "701":
    "the server knows no cluster of the name in CLICKHOUSE_CLUSTER; `SELECT cluster FROM system.clusters` lists those it knows",
  "170":
    "the server knows no cluster of the name in CLICKHOUSE_CLUSTER; `SELECT cluster FROM system.clusters` lists those it knows",
  "225": "the cluster has no Keeper: replicated tables need one (see <zookeeper> in the servers' settings)",
  "392": "the server takes no statements for the whole cluster: set <distributed_ddl> in its settings",
  "159": "a server of the cluster did not carry a change out in time; see whether all its servers run",
};

/** An error of the server as a sentence for whoever set it up; others as they came. Without the URL. */
export function serverTrouble(error: unknown): unknown {
  if (!(error instanceof ClickHouseError)) return error;
  const meaning = MEANING[error.code];
  if (meaning === undefined) return error;
  return new RingleaderError("unavailable", `the evidence store cannot be used: ${meaning}`, {
    cause: error,
  });
}

function unusable(message: string): RingleaderError {
  return new RingleaderError("unavailable", `the evidence store cannot be used: ${message}`);
}

async function checkCluster(client: ClickHouseClient, cluster: Cluster): Promise<void> {
  const [found] = await queryRows(
    client,
    "SELECT uniqExact(shard_num) AS shards, count() AS servers FROM system.clusters WHERE cluster = {cluster:String}",
    { cluster: cluster.name },
    z.object({ shards: countSchema, servers: countSchema }),
  );
  if ((found?.servers ?? 0) === 0)
    throw unusable(
      `the server knows no cluster named ${cluster.name}; \`SELECT cluster FROM system.clusters\` lists those it knows`,
    );
  const silent = await queryRows(
    client,
    `SELECT missing FROM (SELECT arrayFilter(name -> NOT has(groupUniqArray(macro), name), ['shard', 'replica']) AS missing FROM clusterAllReplicas('${cluster.name}', system.macros) GROUP BY hostName()) WHERE notEmpty(missing)`,
    {},
    z.object({ missing: z.array(z.string()) }),
  );
  if (silent.length > 0)
    throw unusable(
      `${silent.length} of the cluster's servers lack the macro ${silent[0]?.missing.join(" and ") ?? ""}; replicated tables are named by {shard} and {replica}`,
    );
}

/**
 * Looks whether a server, or each of a cluster, is one the evidence store can live on.
 * @throws RingleaderError `unavailable` that says what to change. No message holds the URL.
 */
export async function checkEvidenceServer(
  client: ClickHouseClient,
  clock: Clock = systemClock,
): Promise<void> {
  try {
    const askedAtMs = clock.nowMs();
    const [server] = await queryRows(
      client,
      "SELECT version() AS version, toUnixTimestamp64Milli(now64(3)) AS nowMs",
      {},
      z.object({ version: z.string(), nowMs: countSchema }),
    );
    if (server === undefined) throw unusable("the server gave no answer");
    if (isOld(server.version))
      throw unusable(
        `the server is ClickHouse ${server.version}; ${VERSION_MIN.join(".")} or newer is needed`,
      );
    const ahead =
      server.nowMs < askedAtMs ? server.nowMs - askedAtMs : Math.max(0, server.nowMs - clock.nowMs());
    if (Math.abs(ahead) > CLOCK_SKEW_MS_MAX)
      throw unusable(
        `its clock is ${Math.round(Math.abs(ahead) / 1000)} seconds ${ahead > 0 ? "ahead of" : "behind"} this machine's; set both by a time server`,
      );
    const cluster = deploymentOf(client);
    if (cluster !== null) await checkCluster(client, cluster);
  } catch (error) {
    throw serverTrouble(error);
  }
}
