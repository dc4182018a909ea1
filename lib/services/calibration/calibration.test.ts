import { rmSync } from "node:fs";
import { desc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEntry, calibration, linkDecision } from "@/drizzle/schema";
import { seededRng } from "@/lib/core/rng";
import { systemClock } from "@/lib/core/time";
import { probabilitySentence } from "@/lib/domain/calibration";
import type { Verdict } from "@/lib/domain/decision";
import type { Actor } from "@/lib/domain/user";
import { importFolder } from "@/lib/cli/testing/import-campaign";
import { METHOD } from "@/lib/engine/model";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { makeDecision } from "@/lib/services/decisions/make";
import { withdrawDecision } from "@/lib/services/decisions/withdraw";
import { explainToReader } from "@/lib/services/explain/with-probability";
import { runResolve } from "@/lib/services/resolve/run";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { fitOnDecisions } from "./fit";
import { decisionLabels } from "./labels";

const ANALYST: Actor = { userId: "u1", name: "Ida", email: "", roles: ["investigator"] };
const FITTED_MS = Date.UTC(2026, 5, 1);

let opened: TestStores;
let folder: string;

beforeAll(async () => {
  opened = await openTestStores();
  const ids = Array.from({ length: 40 }, (_, at) => at);
  folder = folderOf({
    "accounts.csv": [
      "account_id,created_at",
      ...ids.map((at) => `a${at},${new Date(Date.UTC(2026, 3, 1) + at * 60_000_000).toISOString()}`),
      "",
    ].join("\n"),
    "observations.csv": [
      "account_id,kind,value,first_seen,last_seen,count",
      ...ids.flatMap((at) => [
        `a${at},device,d${at < 3 ? 0 : at},2026-05-01T00:00:00Z,2026-05-20T00:00:00Z,5`,
        `a${at},phone,p${at < 3 ? 0 : at},2026-05-01T00:00:00Z,2026-05-20T00:00:00Z,5`,
      ]),
      "",
    ].join("\n"),
  });
  await importFolder(opened.stores, folder);
  await runResolve(opened.stores, "tester", systemClock, () => undefined);
}, 120_000);
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const fit = async (dryRun = false) => fitOnDecisions(opened.stores, "command-line", FITTED_MS, { dryRun });

interface Judged {
  pair: string;
  verdict: Verdict;
  bits: number;
  families: number;
  method?: string;
  daysAgo?: number;
  withdrawn?: boolean;
}

/** Decisions as they are on record, of pairs that share no account. */
async function record(judged: readonly Judged[]): Promise<void> {
  const names = ["payment", "client", "network"] as const;
  await opened.stores.casebook.insert(linkDecision).values(
    judged.map(
      ({ pair, verdict, bits, families, method = METHOD, daysAgo = 0, withdrawn = false }, index) => ({
        id: `dec_${pair}_${daysAgo}_${index}`,
        accountA: `${pair}_one`,
        accountB: `${pair}_two`,
        verdict,
        reason: "a reason of some length",
        byId: "u1",
        byName: "Ida",
        at: new Date(FITTED_MS - daysAgo * 86_400_000),
        withdrawnAt: withdrawn ? new Date(FITTED_MS) : null,
        bits,
        families: Object.fromEntries(names.slice(0, families).map((name) => [name, bits / families])),
        modelVersion: `${method}.0123456789ab`,
      }),
    ),
  );
}

describe.sequential("from decisions to a probability", () => {
  test("with few decisions a fit says what is missing, keeps nothing, and links have bits alone", async () => {
    const { id } = await makeDecision(
      opened.stores,
      ANALYST,
      { accountA: "a0", accountB: "a1", verdict: "must_link", reason: "one machine, one phone" },
      FITTED_MS,
    );
    await withdrawDecision(opened.stores, ANALYST, id, "it was judged for the record", FITTED_MS);
    const [label] = await decisionLabels(opened.stores.casebook);
    const link = await explainToReader(opened.stores, "a0", "a1");
    // Withdrawn, yet a judgement: with what the engine said then.
    expect(label).toMatchObject({ same: true, bits: link.bits, families: link.families.length });
    const found = await fit();
    expect(found).toMatchObject({ decisions: 1, mustLink: 1, cannotLink: 0, calibration: null, kept: false });
    expect(found.missing).toContain("(1 of 200)");
    expect(await opened.stores.casebook.$count(calibration)).toBe(0);
    expect(link.probability).toBeUndefined();
  });

  test("with enough of both verdicts it is kept with its reliability, but not by a dry run", async () => {
    const rng = seededRng("judged pairs");
    await record(
      Array.from({ length: 400 }, (_, index): Judged => {
        const bits = rng.next() * 14 - 2;
        const same = rng.next() < 1 / (1 + Math.exp(-(bits - 4)));
        return { pair: `p${index}`, verdict: same ? "must_link" : "cannot_link", bits, families: 2 };
      }),
    );
    const dry = await fit(true);
    expect(dry).toMatchObject({ decisions: 401, missing: null, kept: false });
    expect(await opened.stores.casebook.$count(calibration)).toBe(0);
    expect((await explainToReader(opened.stores, "a0", "a1")).probability).toBeUndefined();

    const kept = await fit();
    expect(kept).toEqual({ ...dry, kept: true });
    expect(kept.reliability?.heldOut).toBe(true);
    expect(kept.reliability?.expectedCalibrationError).toBeLessThan(0.1);
    expect(kept.reliability?.bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(401);
    const [entry] = await opened.stores.casebook
      .select()
      .from(auditEntry)
      .orderBy(desc(auditEntry.seq))
      .limit(1);
    expect(entry).toMatchObject({ action: "calibration.fit", actorId: "command-line" });

    const linked = await explainToReader(opened.stores, "a0", "a1");
    const strangers = await explainToReader(opened.stores, "a20", "a30");
    expect(linked.bits).toBeGreaterThan(strangers.bits);
    expect(linked.probability).toMatchObject({ decisions: 401, fittedAtMs: FITTED_MS });
    expect(linked.probability?.value).toBeGreaterThan(0.8);
    expect(strangers.probability?.value).toBeLessThan(0.2);
  });

  test("a calibration of another method's bits is not used, nor are labels of one", async () => {
    const before = (await fit(true)).decisions;
    await record([{ pair: "older", verdict: "must_link", bits: 3, families: 2, method: "other-method-0" }]);
    expect((await fit(true)).decisions).toBe(before);
    await opened.stores.casebook.update(calibration).set({ method: "other-method-0" });
    const [row] = await opened.stores.casebook.select().from(calibration);
    const coefficients: unknown = row?.coefficients;
    await opened.stores.casebook
      .update(calibration)
      .set({ coefficients: { ...Object(coefficients), method: "other-method-0" } });
    expect((await explainToReader(opened.stores, "a0", "a1")).probability).toBeUndefined();
  });

  test("of several decisions on a pair the newest is the label", async () => {
    const labelled = async () =>
      (await decisionLabels(opened.stores.casebook)).filter((label) => label.bits === 77);
    await record([
      { pair: "twice", verdict: "must_link", bits: 77, families: 1, daysAgo: 3, withdrawn: true },
    ]);
    expect(await labelled()).toMatchObject([{ same: true }]);
    await record([{ pair: "twice", verdict: "cannot_link", bits: 77, families: 1 }]);
    expect(await labelled()).toMatchObject([{ same: false }]);
  });
});

test("a probability is never told as certain, and says what it rests on", () => {
  const words = (value: number): string =>
    probabilitySentence({ value, decisions: 240, fittedAtMs: FITTED_MS });
  expect(words(0.931)).toContain("about 93 in 100");
  expect(words(0.9999)).toContain("more than 99 in 100");
  expect(words(0.0001)).toContain("fewer than 1 in 100");
  expect(words(0.5)).toContain("240 decisions");
});
