import { rmSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { networkMember } from "@/drizzle/schema";
import { systemClock } from "@/lib/core/time";
import { groupsAt } from "@/lib/domain/recut";
import type { ForestView } from "@/lib/domain/network-inside";
import { bitsWithout } from "@/lib/engine/clustering/link-bits";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { explainAccounts } from "@/lib/services/explain/pair";
import { listNetworks } from "@/lib/services/networks/read";
import { runResolve } from "@/lib/services/resolve/run";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { readForest } from "./forest";
import { readHolds } from "./holds";
import { openInside } from "./open";
import { readPath } from "./path";
import { readWithout } from "./without";

let opened: TestStores;
let bundle: string;
let networkId: string;
let members: string[];

beforeAll(async () => {
  opened = await openTestStores();
  bundle = await campaignFolder({
    operatorAccounts: 120,
    honestAccounts: 800,
    exchanges: 15_000,
    days: 30,
    seed: 11,
  });
  await importFolder(opened.stores, bundle);
  await runResolve(opened.stores, "tester", systemClock, () => undefined);
  const { networks } = await listNetworks(opened.stores.casebook, 1, 0);
  networkId = networks[0]?.id ?? "";
  const rows = await opened.stores.casebook
    .select({ accountId: networkMember.accountId })
    .from(networkMember)
    .where(eq(networkMember.networkId, networkId));
  members = rows.map(({ accountId }) => accountId).sort();
}, 120_000);
afterAll(async () => {
  await opened.close();
  rmSync(path.dirname(bundle), { recursive: true, force: true });
});

function groupsOf(view: ForestView, threshold: number): number[][] {
  const bits = view.bits.map((own) => own ?? Number.POSITIVE_INFINITY);
  return groupsAt(view.accounts.length, { a: view.a, b: view.b, bits }, threshold);
}

test("the forest holds all members in one group at the confirm threshold, and fewer above it", async () => {
  const view = await readForest(opened.stores, networkId);
  expect(members.length).toBeGreaterThan(20);
  expect(view.accounts).toEqual(members);
  expect(groupsOf(view, view.confirmBits)).toHaveLength(1);
  expect(groupsOf(view, (view.bits[0] ?? 0) + 0.1)).toHaveLength(members.length);
});

test("what the store keeps is what the engine scored: the rows give the bits", async () => {
  const { graph, parameters } = await openInside(opened.stores, networkId);
  for (let l = 0; l < graph.a.length; l++) {
    const found = bitsWithout(graph, l, new Set(), parameters);
    expect(found.bits).toBeCloseTo(graph.bits[l] ?? 0, 9);
    expect(found.countedFamilies).toBe(graph.countedFamilies[l]);
  }
});

test("the ranking and the cut test say what taking the identifiers away does", async () => {
  const holds = await readHolds(opened.stores, networkId);
  expect(holds.identifiers.length).toBeGreaterThan(5);
  for (const identifier of holds.identifiers.slice(0, 4)) {
    const without = await readWithout(opened.stores, networkId, [identifier]);
    expect(without.accounts).toBe(members.length);
    expect(without.linksFalling).toBe(identifier.linksFalling);
    expect(members.length - (without.parts[0]?.accounts ?? 1)).toBe(identifier.accountsLeaving);
  }
  expect(holds.cut.found).not.toBe("none");
  const cut = await readWithout(opened.stores, networkId, holds.cut.identifiers);
  expect(members.length - (cut.parts[0]?.accounts ?? 1)).toBe(holds.cut.leaving);
  expect(holds.cut.leaving).toBeGreaterThanOrEqual(8);
  expect(holds.cut.sentence).toContain(`${holds.cut.leaving} of ${members.length} accounts fall off`);
  expect(await readHolds(opened.stores, networkId)).toBe(holds);
});

test("nothing taken away leaves one part; every hop of a path is a link that explains itself", async () => {
  const whole = await readWithout(opened.stores, networkId, []);
  expect(whole.parts.map(({ accounts }) => accounts)).toEqual([members.length]);
  const [from = "", to = ""] = [members[0], members.at(-1)];
  const { hops } = await readPath(opened.stores, networkId, from, to, []);
  expect(hops?.[0]?.from).toBe(from);
  expect(hops?.at(-1)?.to).toBe(to);
  for (const hop of hops ?? []) {
    const explained = await explainAccounts(opened.stores, hop.from, hop.to);
    expect(explained.status).toBe("confirmed");
    expect(explained.bits).toBeCloseTo(hop.bits, 6);
    const values = explained.evidence.map(({ kind, value }) => `${kind}:${value}`);
    for (const { kind, value } of hop.identifiers) expect(values).toContain(`${kind}:${value}`);
  }
});

test("a path does without what was taken away, or says there is none", async () => {
  const [from = "", to = ""] = [members[0], members.at(-1)];
  const taken: { kind: string; value: string }[] = [];
  for (let turn = 0; turn < 200; turn++) {
    const { hops } = await readPath(opened.stores, networkId, from, to, taken);
    const used = hops?.flatMap((hop) => hop.identifiers) ?? [];
    for (const { kind, value } of used) expect(taken).not.toContainEqual({ kind, value });
    const [next] = used;
    if (next === undefined) {
      expect(hops).toBeNull();
      return;
    }
    taken.push({ kind: next.kind, value: next.value });
  }
  expect.fail("no end of paths");
});

test("a network, a member or an identifier that is not there is refused in words", async () => {
  await expect(readForest(opened.stores, "N-9999")).rejects.toMatchObject({ code: "not_found" });
  await expect(readPath(opened.stores, networkId, "acct_none", members[0] ?? "", [])).rejects.toMatchObject({
    code: "not_found",
    message: "acct_none is no member of this network",
  });
  await expect(
    readWithout(opened.stores, networkId, [{ kind: "ip", value: "192.0.2.1" }]),
  ).rejects.toMatchObject({ code: "bad_input", message: "no link of this network rests on that ip" });
});
