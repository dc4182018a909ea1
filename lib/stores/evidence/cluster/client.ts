import type { ClickHouseClient } from "@clickhouse/client";
import { noteCluster, type Cluster } from "./deployment";
import { clusterStatement } from "./statement";

const WITH_STATEMENT = new Set<string | symbol>(["query", "command", "exec"]);

function hasStatement(value: unknown): value is { query: string } {
  return typeof value === "object" && value !== null && "query" in value && typeof value.query === "string";
}

/** The client with every statement put as the cluster takes it, so that nobody else has to know of it. */
export function clusterClient(client: ClickHouseClient, cluster: Cluster): ClickHouseClient {
  const wrapped = new Proxy(client, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      if (!WITH_STATEMENT.has(name)) return member.bind(target);
      return async (...given: unknown[]): Promise<unknown> => {
        const [parameters, ...rest] = given;
        if (!hasStatement(parameters)) return await Reflect.apply(member, target, given);
        const query = clusterStatement(parameters.query, cluster);
        return await Reflect.apply(member, target, [{ ...parameters, query }, ...rest]);
      };
    },
  });
  noteCluster(wrapped, cluster);
  return wrapped;
}
