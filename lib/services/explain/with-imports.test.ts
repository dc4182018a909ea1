import { rmSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importRun } from "@/drizzle/schema";
import { canonicalJson } from "@/lib/core/canonical-json";
import { type Clock, systemClock } from "@/lib/core/time";
import type { EvidenceRow, UseWindow } from "@/lib/domain/evidence";
import type { Actor } from "@/lib/domain/user";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { runImport } from "@/lib/services/imports/run";
import { undoImport } from "@/lib/services/imports/undo";
import { runResolve } from "@/lib/services/resolve/run";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { explainAccounts } from "./pair";
import { explainToReader } from "./with-probability";

const MANAGER: Actor = { userId: "u1", name: "Mara", email: "", roles: ["manager"] };
const ACCOUNTS = 40;
const WALLET = "0x00000000000000000000000000000000000000a1";

let opened: TestStores;
const folders: string[] = [];

/** Two accounts share a device; a0 owns a wallet that a1 received from; everybody else is apart. */
const FIRST_USES = [
  ...Array.from({ length: ACCOUNTS }, (_, at) => `a${at},device,d${at < 2 ? 0 : at},2026-05-01T00:00:00Z,5`),
  ...Array.from({ length: ACCOUNTS }, (_, at) => `a${at},phone,+4915123400${at < 2 ? 10 : 10 + at},,1`),
  `a0,wallet,${WALLET},2026-05-01T00:00:00Z,1`,
];

async function imported(
  label: string,
  startedMs: number,
  uses: readonly string[],
  accounts = 0,
): Promise<string> {
  const folder = folderOf({
    ...(accounts === 0
      ? {}
      : {
          "accounts.csv": [
            "account_id,created_at",
            ...Array.from(
              { length: accounts },
              (_, at) => `a${at},${new Date(Date.UTC(2026, 3, 1) + at * 60_000_000).toISOString()}`,
            ),
            "",
          ].join("\n"),
        }),
    "observations.csv": ["account_id,kind,value,first_seen,count", ...uses, ""].join("\n"),
  });
  folders.push(folder);
  // Its end is a little after its start, as on a real clock.
  let passedMs = 0;
  const clock: Clock = { nowMs: () => startedMs + passedMs++ };
  const request = { source: folder, shownSource: label, preset: "bundle", dryRun: false };
  const { importId } = await runImport(opened.stores, { ...request, actorId: "t", actorName: "T" }, clock);
  return importId;
}

const day = (of: number): number => Date.UTC(2026, 5, of, 9);
const ids: Record<"first" | "second" | "third", string> = { first: "", second: "", third: "" };

beforeAll(async () => {
  opened = await openTestStores();
  ids.first = await imported("may.zip", day(1), FIRST_USES, ACCOUNTS);
  ids.second = await imported("june\u202egpj.csv", day(2), ["a0,device,d0,2026-05-03T00:00:00Z,2"]);
  ids.third = await imported("chain.csv", day(3), [`a1,recv_usdc_base,${WALLET},2026-05-02T00:00:00Z,1`]);
  await runResolve(opened.stores, "tester", systemClock, () => undefined);
}, 120_000);
afterAll(async () => {
  await opened.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function rowOf(kind: string): Promise<EvidenceRow> {
  const { evidence } = await explainToReader(opened.stores, "a0", "a1");
  const row = evidence.find((one) => one.kind === kind);
  if (row === undefined) throw new Error(`no row of ${kind}`);
  return row;
}

const labels = (use: UseWindow): string[] => (use.imports ?? []).map((one) => one.label);

test("each use names the imports it came from, newest first, as Sources names them", async () => {
  const device = await rowOf("device");
  expect(device.a).toMatchObject({ count: 7, importsTotal: 2 });
  expect(device.a.imports).toEqual([
    { id: ids.second, label: "june\u202egpj.csv", atMs: expect.closeTo(day(2), -3) },
    { id: ids.first, label: "may.zip", atMs: expect.closeTo(day(1), -3) },
  ]);
  expect(labels(device.b)).toEqual(["may.zip"]);
  const phone = await rowOf("phone");
  expect([labels(phone.a), labels(phone.b)]).toEqual([["may.zip"], ["may.zip"]]);
});

test("where one account pays from the other's wallet, its transfer and the wallet each name their own", async () => {
  const row = await rowOf("recv_usdc_base");
  expect(row.direct).toBe(true);
  expect([labels(row.a), labels(row.b)]).toEqual([["may.zip"], ["chain.csv"]]);
});

test("whichever account is asked for first, and without a word for what was asked of the engine itself", async () => {
  const turned = await explainToReader(opened.stores, "a1", "a0");
  expect(turned.evidence).toEqual((await explainToReader(opened.stores, "a0", "a1")).evidence);
  const kept = await explainAccounts(opened.stores, "a0", "a1");
  expect(canonicalJson(kept)).not.toContain("import");
  expect(turned).toMatchObject({ bits: kept.bits, sentence: kept.sentence });
});

test("an import that is on record as undone is not named, even while its rows are still there", async () => {
  const { casebook } = opened.stores;
  await casebook.update(importRun).set({ status: "undone" }).where(eq(importRun.id, ids.second));
  const still = await rowOf("device");
  expect(still.a).toMatchObject({ count: 7, importsTotal: 1 });
  expect(labels(still.a)).toEqual(["may.zip"]);
  await casebook.update(importRun).set({ status: "complete" }).where(eq(importRun.id, ids.second));
  expect(labels((await rowOf("device")).a)).toHaveLength(2);

  await undoImport(
    opened.stores,
    MANAGER,
    ids.second,
    { reason: "the export held test accounts" },
    Date.now(),
  );
  const gone = await rowOf("device");
  expect(gone.a).toMatchObject({ count: 5, importsTotal: 1 });
  expect(labels(gone.a)).toEqual(["may.zip"]);
});

test("of many imports the newest five are named and all are counted", async () => {
  for (let at = 0; at < 6; at++)
    await imported(`day-${at}.csv`, day(10 + at), [`a1,device,d0,2026-05-0${at + 1}T01:00:00Z,1`]);
  const { b } = await rowOf("device");
  expect(b.importsTotal).toBe(7);
  expect(labels(b)).toEqual(["day-5.csv", "day-4.csv", "day-3.csv", "day-2.csv", "day-1.csv"]);
}, 120_000);
