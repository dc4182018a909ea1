import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryEvidence, type TemporaryEvidence } from "@/lib/ingest/testing/evidence";
import { anyLinkGraph } from "@/lib/engine/clustering/link-graph.test-support";
import { SMALL_GRAPH } from "./testing/small-graph";
import { dropOtherRuns, dropRun } from "./reads/network-facts";
import { readNetworkGraph, writeNetworkGraphs } from "./reads/network-graph";

let evidence: TemporaryEvidence;
beforeAll(async () => {
  evidence = await temporaryEvidence();
});
afterAll(async () => evidence.close());

test("a network comes back as it was kept, to the last digit", async () => {
  await writeNetworkGraphs(evidence.client, "run_a", [{ networkId: "N-0001", graph: () => SMALL_GRAPH }]);
  expect(await readNetworkGraph(evidence.client, "run_a", "N-0001")).toEqual(SMALL_GRAPH);
  expect(await readNetworkGraph(evidence.client, "run_a", "N-0002")).toBeUndefined();
  expect(await readNetworkGraph(evidence.client, "run_b", "N-0001")).toBeUndefined();
});

test("many networks are kept apart", async () => {
  const graphs = fc.sample(
    anyLinkGraph.filter((graph) => graph.a.length > 0),
    { numRuns: 30, seed: 7 },
  );
  const written = await writeNetworkGraphs(
    evidence.client,
    "run_many",
    graphs.map((graph, index) => ({ networkId: `N-${index}`, graph: () => graph })),
  );
  expect(written.links).toBe(graphs.reduce((sum, graph) => sum + graph.a.length, 0));
  for (const [index, graph] of graphs.entries()) {
    const read = await readNetworkGraph(evidence.client, "run_many", `N-${index}`);
    const linked = new Set([...graph.a, ...graph.b]);
    expect(read?.accounts).toEqual(graph.accounts.filter((_, account) => linked.has(account)));
    expect([...(read?.a ?? [])].map((account) => read?.accounts[account])).toEqual(
      [...graph.a].map((account) => graph.accounts[account]),
    );
    expect({ ...read, accounts: [], a: [], b: [] }).toEqual({ ...graph, accounts: [], a: [], b: [] });
  }
});

test("links are gone with their run", async () => {
  const one = [{ networkId: "N-0001", graph: () => SMALL_GRAPH }];
  await writeNetworkGraphs(evidence.client, "run_old", one);
  await writeNetworkGraphs(evidence.client, "run_new", one);
  await dropOtherRuns(evidence.client, "run_new");
  expect(await readNetworkGraph(evidence.client, "run_old", "N-0001")).toBeUndefined();
  expect(await readNetworkGraph(evidence.client, "run_new", "N-0001")).toEqual(SMALL_GRAPH);
  await dropRun(evidence.client, "run_new");
  for (const table of ["network_links", "network_link_rows", "network_identifiers"])
    expect(await evidence.lines(`SELECT count() FROM ${table}`)).toEqual(["0"]);
});

test("a store that refuses the rows is heard", async () => {
  await evidence.client.command({ query: "RENAME TABLE network_links TO network_links_away" });
  const one = [{ networkId: "N-0001", graph: () => SMALL_GRAPH }];
  await expect(writeNetworkGraphs(evidence.client, "run_c", one)).rejects.toThrow();
  await evidence.client.command({ query: "RENAME TABLE network_links_away TO network_links" });
});
