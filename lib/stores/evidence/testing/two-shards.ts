import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ClickHouseClient } from "@clickhouse/client";
import { startEvidenceFront } from "@/lib/stores/embedded/evidence-front";
import { evidenceSocketClient } from "@/lib/stores/evidence/client";
import { clusterClient } from "@/lib/stores/evidence/cluster/client";
import { CLUSTER_SETTINGS, LOCAL, type Cluster } from "@/lib/stores/evidence/cluster/deployment";
import { migrateEvidence, evidenceTables } from "@/lib/stores/evidence/migrate";

const TWO_SHARDS: Cluster = { name: "two_shards", database: "default" };

const SHARD = "<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>";
const SERVER = (users: string): string => `<clickhouse>
<users_config>${users}</users_config><tcp_port>9000</tcp_port>
<remote_servers><${TWO_SHARDS.name}>${SHARD}${SHARD}</${TWO_SHARDS.name}></remote_servers>
</clickhouse>`;

/** Each shard sees only the rows its number is the home of; the shard's tables themselves have no number, and show none. */
function filters(): string {
  return evidenceTables()
    .map(
      (table) =>
        `<${table.name}${LOCAL}><filter>${table.shardBy} % 2 + 1 = shardNum()</filter></${table.name}${LOCAL}>`,
    )
    .join("\n");
}

function users(): string {
  const settings = Object.entries(CLUSTER_SETTINGS).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<clickhouse><profiles><default>${settings.join("")}</default></profiles><quotas><default/></quotas>
<users><default><password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>
<databases><default>${filters()}</default></databases></default></users></clickhouse>`;
}

/** Takes out what needs a Keeper, which the engine in process has none of: replicas, and statements for all servers. */
function withoutKeeper(sql: string): string {
  return sql.replace(/ ON CLUSTER '[\w-]+'/, "").replace(/\bENGINE = Replicated/, "ENGINE = ");
}

function withoutKeeperClient(client: ClickHouseClient): ClickHouseClient {
  return new Proxy(client, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      if (name !== "command" && name !== "query") return member.bind(target);
      return (parameters: { query: string }) =>
        Reflect.apply(member, target, [{ ...parameters, query: withoutKeeper(parameters.query) }]);
    },
  });
}

export interface TwoShards {
  client: ClickHouseClient;
  close(): Promise<void>;
}

/**
 * A cluster of two shards inside one embedded engine: the tables over all shards are real Distributed
 * tables, read and written shard by shard under the settings of a cluster; the shards' own tables are
 * one and the same underneath, parted by a row policy on the sharding key. What it leaves out:
 * the network, replicas, Keeper, `ON CLUSTER`, and where an insert lands.
 */
export async function openTwoShards(): Promise<TwoShards> {
  const folder = mkdtempSync(path.join(tmpdir(), "ringleader-shards-"));
  const config = path.join(folder, "config.xml");
  writeFileSync(path.join(folder, "users.xml"), users());
  writeFileSync(config, SERVER(path.join(folder, "users.xml")));
  const socket = path.join(folder, "evidence.sock");
  const front = await startEvidenceFront(path.join(folder, "evidence"), socket, [`--config-file=${config}`]);
  const client = clusterClient(withoutKeeperClient(evidenceSocketClient(socket)), TWO_SHARDS);
  await migrateEvidence(client);
  return {
    client,
    async close() {
      await client.close();
      await front.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
