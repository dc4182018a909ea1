import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { network } from "@/drizzle/schema";
import { groupBy } from "@/lib/core/group-by";
import { systemClock } from "@/lib/core/time";
import { campaignFolder, importFolder } from "@/lib/cli/testing/import-campaign";
import { runResolve } from "@/lib/services/resolve/run";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { writeResolvedMembers } from "@/lib/stores/evidence/reads/network-facts";
import { assessNetworks } from "./assess";
import { listNetworks, readNetwork } from "./read";

const RUN = "run_by_truth";
let opened: TestStores;
let bundle: string;
let truth: { accountId: string; operatorId: string; label: string; source: string }[];

beforeAll(async () => {
  opened = await openTestStores();
  bundle = await campaignFolder({
    operatorAccounts: 300,
    honestAccounts: 2_500,
    exchanges: 180_000,
    days: 45,
    seed: 23,
  });
  truth = readFileSync(path.join(bundle, "truth.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [accountId = "", operatorId = "", label = "", source = ""] = line.split(",");
      return { accountId, operatorId, label, source };
    });
  await importFolder(opened.stores, bundle);
}, 240_000);
afterAll(async () => {
  await opened.close();
  rmSync(path.dirname(bundle), { recursive: true, force: true });
});

test("a run assesses its networks of 8 accounts and more, and the desk reads what it found", async () => {
  await runResolve(opened.stores, "tester", systemClock, () => undefined);
  const { networks } = await listNetworks(opened.stores.casebook, 1_000, 0);
  const large = networks.filter((one) => one.accounts >= 8);
  expect(large.length).toBeGreaterThan(0);
  for (const one of networks) expect(one.distillationGrade === null).toBe(one.accounts < 8);
  const [first] = large;
  const view = await readNetwork(opened.stores, first?.id ?? "", 10);
  expect(view.distillation?.grade).toBe(first?.distillationGrade);
  expect(view.distillation?.tests.length).toBe(7);
  expect(view.distillation?.accounts).toBe(first?.accounts);
}, 120_000);

test("a network an earlier version kept is read as not assessed", async () => {
  const { networks } = await listNetworks(opened.stores.casebook, 1, 0);
  const [row] = await opened.stores.casebook
    .select()
    .from(network)
    .where(eq(network.id, networks[0]?.id ?? ""));
  if (row === undefined) throw new Error("no network was kept");
  const { distillation, ...older } = row.facts;
  expect(distillation).toBeDefined();
  await opened.stores.casebook.update(network).set({ facts: older }).where(eq(network.id, row.id));
  const view = await readNetwork(opened.stores, row.id, 10);
  expect([view.distillation, view.distillationGrade]).toEqual([null, null]);
});

test("taken as networks by the truth: operators have likely signs, honest parties and crowds at most some", async () => {
  const groups = groupBy(
    truth.filter((row) => row.source !== "operator:hard"),
    (row) => (row.label === "operator" || row.operatorId.startsWith("h_") ? row.operatorId : row.source),
  );
  const chosen = [...groups].filter(([, rows]) => rows.length >= 8);
  await writeResolvedMembers(
    opened.stores.evidence,
    RUN,
    chosen.flatMap(([networkId, rows]) =>
      rows.map(({ accountId }) => ({ networkId, accountId, membership: "core" })),
    ),
  );
  const sizes = chosen.map(([id, rows]) => ({ id, accounts: rows.length }));
  const found = await assessNetworks(opened.stores, RUN, sizes);
  expect(found.size).toBe(chosen.length);
  for (const [id, assessment] of found) {
    if (id.startsWith("op_")) expect.soft(assessment.grade, id).toBe("likely signs");
    else expect.soft(assessment.grade, id).not.toBe("likely signs");
  }
  expect([...found.keys()].filter((id) => id.startsWith("op_")).length).toBe(2);
  expect([...found.keys()].filter((id) => !id.startsWith("op_")).length).toBeGreaterThan(8);
  expect(await assessNetworks(opened.stores, RUN, sizes)).toEqual(found);
}, 120_000);

test("networks under 8 accounts, and none at all, are not assessed", async () => {
  expect(await assessNetworks(opened.stores, RUN, [])).toEqual(new Map());
  expect(await assessNetworks(opened.stores, RUN, [{ id: "N-9999", accounts: 7 }])).toEqual(new Map());
});
