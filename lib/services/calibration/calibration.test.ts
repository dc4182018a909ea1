import { rmSync } from "node:fs";
import { desc, like } from "drizzle-orm";
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
import { readCalibration } from "./read";

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

/** Decisions on `count` pairs, confirmed as often as `share` says of their bits. */
async function recordDrawn(name: string, count: number, share: (bits: number) => number): Promise<void> {
  const rng = seededRng(name);
  await record(
    Array.from({ length: count }, (_, index): Judged => {
      const bits = 2 + rng.next() * 20;
      const verdict = rng.next() < share(bits) ? "must_link" : "cannot_link";
      return { pair: `${name}${index}`, verdict, bits, families: 2 };
    }),
  );
}

async function forget(name: string): Promise<void> {
  await opened.stores.casebook.delete(linkDecision).where(like(linkDecision.accountA, `${name}%`));
}

/** The fit was refused: nothing is kept, but what it promised can be looked at. */
async function expectRefused(why: RegExp): Promise<void> {
  const found = await fit();
  expect(found).toMatchObject({ missing: null, kept: false });
  expect(found.refused).toMatch(why);
  expect(found.reliability?.bins).toHaveLength(10);
  expect(await opened.stores.casebook.$count(calibration)).toBe(0);
  expect((await explainToReader(opened.stores, "a0", "a1")).probability).toBeUndefined();
  expect((await readCalibration(opened.stores.casebook)).inUse).toBeNull();
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
    expect(await readCalibration(opened.stores.casebook)).toEqual({
      method: METHOD,
      decisions: 1,
      missing: found.missing,
      inUse: null,
    });
  });

  test("with too few to leave any out it is not kept, and says so", async () => {
    await recordDrawn("few", 220, (bits) => 1 / (1 + Math.exp(6 - bits / 2)));
    await expectRefused(/none can be left out/);
    await forget("few");
  });

  test("one that does not keep its promises is not kept, and says by how much", async () => {
    await recordDrawn("odd", 2_000, (bits) => (bits < 17 ? 0.3 : 0.99));
    await expectRefused(/its expected calibration error is 0\.\d+, above 0\.05/);
    await forget("odd");
  });

  test("with enough of both verdicts it is kept with its reliability, but not by a dry run", async () => {
    await recordDrawn("p", 2_000, (bits) => 1 / (1 + Math.exp(4 - bits)));
    const dry = await fit(true);
    expect(dry).toMatchObject({ decisions: 2_001, missing: null, refused: null, kept: false });
    expect(await opened.stores.casebook.$count(calibration)).toBe(0);
    expect((await explainToReader(opened.stores, "a0", "a1")).probability).toBeUndefined();

    const kept = await fit();
    expect(kept).toEqual({ ...dry, kept: true });
    expect(kept.reliability?.heldOut).toBe(true);
    expect(kept.reliability?.expectedCalibrationError).toBeLessThanOrEqual(0.05);
    expect(kept.reliability?.bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(2_001);
    const [entry] = await opened.stores.casebook
      .select()
      .from(auditEntry)
      .orderBy(desc(auditEntry.seq))
      .limit(1);
    expect(entry).toMatchObject({ action: "calibration.fit", actorId: "command-line" });

    const linked = await explainToReader(opened.stores, "a0", "a1");
    const strangers = await explainToReader(opened.stores, "a20", "a30");
    expect(linked.probability).toMatchObject({ decisions: 2_001, fittedAtMs: FITTED_MS });
    expect(linked.probability?.value).toBeGreaterThan(0.8);
    expect(strangers).toMatchObject({ status: "none", families: [] });
    expect(strangers.probability).toBeUndefined();
    const { inUse } = await readCalibration(opened.stores.casebook);
    expect(inUse).toMatchObject({
      version: kept.calibration?.version,
      fittedAtMs: FITTED_MS,
      mustLink: kept.mustLink,
      cannotLink: kept.cannotLink,
      expectedCalibrationError: kept.reliability?.expectedCalibrationError,
    });
    expect(inUse?.bins).toMatchObject(
      kept.reliability?.bins.map(({ n, predicted }) => ({ n, predicted })) ?? [],
    );
  });

  test("a pair an analyst has decided has no probability while the decision stands", async () => {
    const { id } = await makeDecision(
      opened.stores,
      ANALYST,
      { accountA: "a1", accountB: "a2", verdict: "must_link", reason: "one machine, one phone" },
      FITTED_MS,
    );
    expect((await explainToReader(opened.stores, "a1", "a2")).probability).toBeUndefined();
    await withdrawDecision(opened.stores, ANALYST, id, "it was judged for the record", FITTED_MS);
    expect((await explainToReader(opened.stores, "a1", "a2")).probability).toBeDefined();
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
