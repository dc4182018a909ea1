import { LOCAL, type Cluster } from "./deployment";

const READS_OR_INSERTS = /^\s*(?:SELECT|WITH|INSERT|EXPLAIN|SHOW|DESCRIBE)\b/i;
const OWN_TABLE = /^(\s*(?:ALTER\s+TABLE|DELETE\s+FROM)\s+)(\w+)\b/i;
const OTHER_TABLE = /(\bPARTITION\s+'[^']*'\s+(?:TO\s+TABLE|FROM)\s+)(\w+)/i;
const PARTS = /\bFROM\s+system\.parts\b/gi;

function localName(table: string, cluster: Cluster): string {
  return `${cluster.database}.${table}${LOCAL}`;
}

/** Parts of all replicas, under the names the product knows its tables by. */
function partsOf(cluster: Cluster): string {
  return `FROM (SELECT replaceRegexpOne(p.table, '${LOCAL}$', '') AS table, '${cluster.database}' AS database, p.partition AS partition, p.active AS active, p.rows AS rows
FROM clusterAllReplicas('${cluster.name}', system.parts) AS p WHERE p.database = '${cluster.database}' AND endsWith(p.table, '${LOCAL}'))`;
}

/**
 * A statement of the product as the cluster takes it. Reads and inserts name the tables over all
 * shards and stay as they are; what changes stored partitions or rows goes to the shards' own tables,
 * on every server; a statement with `ON CLUSTER` was made for the cluster already.
 * @throws RangeError for a kind of statement there is no rule for.
 */
export function clusterStatement(sql: string, cluster: Cluster): string {
  if (READS_OR_INSERTS.test(sql)) return sql.replaceAll(PARTS, () => partsOf(cluster));
  if (/\bON\s+CLUSTER\b/i.test(sql)) return sql;
  if (!OWN_TABLE.test(sql))
    throw new RangeError(`no rule for this statement on a cluster: ${sql.trim().split(/\s+/, 2).join(" ")}`);
  return sql
    .replace(OWN_TABLE, (_, head: string, table: string) => {
      return `${head}${localName(table, cluster)} ON CLUSTER '${cluster.name}'`;
    })
    .replace(OTHER_TABLE, (_, head: string, table: string) => `${head}${localName(table, cluster)}`);
}
