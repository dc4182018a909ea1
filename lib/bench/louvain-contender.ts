import { readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { UndirectedGraph } from "graphology";
import louvain from "graphology-communities-louvain";
import { z } from "zod";
import { seededRng } from "@/lib/core/rng";
import type { LouvainFigures } from "./louvain";

const [folder] = z.tuple([z.string()]).parse(process.argv.slice(2));

function column(name: string): ArrayBuffer {
  const file = readFileSync(path.join(folder, name));
  return new Uint8Array(file).buffer;
}

const a = new Int32Array(column("a"));
const b = new Int32Array(column("b"));
const bits = new Float64Array(column("bits"));

const begun = performance.now();
const graph = new UndirectedGraph({ allowSelfLoops: false });
const added = new Uint8Array(
  1 +
    Math.max(
      a.reduce((most, node) => Math.max(most, node), 0),
      b.reduce((most, node) => Math.max(most, node), 0),
    ),
);
const node = (account: number): number => {
  if (added[account] === 0) {
    added[account] = 1;
    graph.addNode(account);
  }
  return account;
};
for (let edge = 0; edge < a.length; edge++)
  graph.addUndirectedEdge(node(a[edge] ?? 0), node(b[edge] ?? 0), { weight: bits[edge] ?? 0 });
const built = performance.now();
const { count } = louvain.detailed(graph, { getEdgeWeight: "weight", rng: seededRng("louvain").next });
const done = performance.now();
const figures: LouvainFigures = {
  build_seconds: (built - begun) / 1_000,
  seconds: (done - built) / 1_000,
  nodes: graph.order,
  communities: count,
  peak_rss_mb: process.resourceUsage().maxRSS / 1_024,
};
process.send?.(figures, () => process.exit(0));
