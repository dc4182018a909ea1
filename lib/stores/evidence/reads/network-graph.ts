import type { ClickHouseClient } from "@clickhouse/client";
import type { LinkGraph } from "@/lib/engine/clustering/link-graph";
import { eachBinaryRow } from "../row-binary";
import { RowWriter } from "../row-writer";
import { tabText } from "../tab-text";

/** A network of a run with its links, made when it is asked for: all of them at once are too many. */
export interface GraphOfNetwork {
  networkId: string;
  graph: () => LinkGraph;
}

const LINKS = [
  "run_id",
  "network_id",
  "link",
  "account_a",
  "account_b",
  "bits",
  "counter_bits",
  "confirmed",
  "counted_families",
  "decided",
];
const ROWS = ["run_id", "network_id", "row", "link", "identifier", "bits"];
const IDENTIFIERS = ["run_id", "network_id", "identifier", "kind", "value", "family"];

/**
 * Keeps all links between members of each network, with the evidence rows that give them bits, beside
 * a run's members: what a network's inside is looked at with. Gone with the run (`dropRun`).
 */
export async function writeNetworkGraphs(
  client: ClickHouseClient,
  runId: string,
  networks: Iterable<GraphOfNetwork>,
): Promise<{ links: number; rows: number }> {
  const links = new RowWriter(client, "network_links", LINKS);
  const rows = new RowWriter(client, "network_link_rows", ROWS);
  const identifiers = new RowWriter(client, "network_identifiers", IDENTIFIERS);
  const written = { links: 0, rows: 0 };
  for (const { networkId, graph: graphOf } of networks) {
    const graph = graphOf();
    const head = `${tabText(runId)}\t${tabText(networkId)}`;
    const accounts = graph.accounts.map((accountId) => tabText(accountId));
    for (let l = 0; l < graph.a.length; l++) {
      const ends = `${accounts[graph.a[l] ?? 0]}\t${accounts[graph.b[l] ?? 0]}`;
      await links.row(
        `${head}\t${l}\t${ends}\t${graph.bits[l]}\t${graph.counterBits[l]}\t${graph.confirmed[l]}\t${graph.countedFamilies[l]}\t${graph.decided[l]}`,
      );
      for (let row = graph.rowStart[l] ?? 0; row < (graph.rowStart[l + 1] ?? 0); row++) {
        const full = rows.row(`${head}\t${row}\t${l}\t${graph.rowIdentifier[row]}\t${graph.rowBits[row]}`);
        if (full !== undefined) await full;
      }
    }
    for (const [place, { kind, value, family }] of graph.identifiers.entries())
      await identifiers.row(`${head}\t${place}\t${tabText(kind)}\t${tabText(value)}\t${family}`);
    written.links += graph.a.length;
    written.rows += graph.rowIdentifier.length;
  }
  await Promise.all([links.close(), rows.close(), identifiers.close()]);
  return written;
}

const OF_NETWORK = "WHERE run_id = {runId:String} AND network_id = {networkId:String}";

/** The links of one network as its run found them; undefined where the run kept none. */
export async function readNetworkGraph(
  client: ClickHouseClient,
  runId: string,
  networkId: string,
): Promise<LinkGraph | undefined> {
  const parameters = { runId, networkId };
  const pairs: {
    a: string;
    b: string;
    bits: number;
    counterBits: number;
    confirmed: number;
    countedFamilies: number;
    decided: number;
  }[] = [];
  const identifiers: LinkGraph["identifiers"] = [];
  const rows: { link: number; identifier: number; bits: number }[] = [];
  await Promise.all([
    eachBinaryRow(
      client,
      `SELECT account_a, account_b, bits, counter_bits, toFloat64(confirmed), toFloat64(counted_families), toFloat64(decided) FROM network_links ${OF_NETWORK} ORDER BY link`,
      parameters,
      (row) => {
        pairs.push({
          a: row.string(),
          b: row.string(),
          bits: row.float64(),
          counterBits: row.float64(),
          confirmed: row.float64(),
          countedFamilies: row.float64(),
          decided: row.float64(),
        });
      },
    ),
    eachBinaryRow(
      client,
      `SELECT toFloat64(link), toFloat64(identifier), bits FROM network_link_rows ${OF_NETWORK} ORDER BY row`,
      parameters,
      (row) => {
        rows.push({ link: row.float64(), identifier: row.float64(), bits: row.float64() });
      },
    ),
    eachBinaryRow(
      client,
      `SELECT kind, value, toFloat64(family) FROM network_identifiers ${OF_NETWORK} ORDER BY identifier`,
      parameters,
      (row) => {
        identifiers.push({ kind: row.string(), value: row.string(), family: row.float64() });
      },
    ),
  ]);
  if (pairs.length === 0) return undefined;
  const accounts = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  const placeOf = new Map(accounts.map((accountId, place) => [accountId, place]));
  const rowStart = new Int32Array(pairs.length + 1);
  for (const { link } of rows) rowStart[link + 1] = (rowStart[link + 1] ?? 0) + 1;
  for (let l = 1; l <= pairs.length; l++) rowStart[l] = (rowStart[l] ?? 0) + (rowStart[l - 1] ?? 0);
  return {
    accounts,
    identifiers,
    a: Int32Array.from(pairs, ({ a }) => placeOf.get(a) ?? 0),
    b: Int32Array.from(pairs, ({ b }) => placeOf.get(b) ?? 0),
    bits: Float64Array.from(pairs, ({ bits }) => bits),
    counterBits: Float64Array.from(pairs, ({ counterBits }) => counterBits),
    confirmed: Uint8Array.from(pairs, ({ confirmed }) => confirmed),
    countedFamilies: Uint8Array.from(pairs, ({ countedFamilies }) => countedFamilies),
    decided: Uint8Array.from(pairs, ({ decided }) => decided),
    rowStart,
    rowIdentifier: Int32Array.from(rows, ({ identifier }) => identifier),
    rowBits: Float64Array.from(rows, ({ bits }) => bits),
  };
}
