import { rmSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseClaim, investigationCase, network, networkLink } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { systemClock } from "@/lib/core/time";
import { importFolder, campaignFolder } from "@/lib/cli/testing/import-campaign";
import type { CaseView } from "@/lib/domain/case";
import type { Actor } from "@/lib/domain/user";
import { folderOf } from "@/lib/ingest/testing/bundle";
import { verifyPacket } from "@/lib/packet/render/verifyPacket";
import { listNetworks } from "@/lib/services/networks/read";
import { buildCasePacket } from "@/lib/services/packets/build";
import { gatherPacket } from "@/lib/services/packets/gather";
import { runResolve } from "@/lib/services/resolve/run";
import { join } from "@/lib/services/testing/people";
import { deskOver, openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { readAudit, verifyAudit } from "@/lib/stores/casebook/audit";
import type { Stores } from "@/lib/stores/connect";
import { addNote } from "./add-note";
import { addClaim, claimBodySchema, withdrawClaim } from "./claims";
import { contentHashOf } from "./content-hash";
import { openCase } from "./open";
import { findCase, readCase } from "./read";
import { reviewCase } from "./review";
import { submitCase } from "./submit";

let opened: TestStores;
let stores: Stores;
let networkId: string;
let opener: Actor;
let colleague: Actor;
let manager: Actor;
let both: Actor;
let counsel: Actor;
let nowMs = Date.now();

beforeAll(async () => {
  opened = await openTestStores();
  stores = opened.stores;
  const folder = await campaignFolder({
    operatorAccounts: 60,
    honestAccounts: 400,
    exchanges: 6_000,
    days: 20,
    seed: 7,
  });
  await importFolder(stores, folder);
  rmSync(path.dirname(folder), { recursive: true, force: true });
  await runResolve(stores, "tester", systemClock, () => undefined);
  const { networks } = await listNetworks(stores.casebook, 1, 0);
  networkId = networks[0]?.id ?? "";
  const desk = deskOver(stores);
  opener = await join(desk, "Opener", ["investigator"]);
  colleague = await join(desk, "Colleague", ["investigator"]);
  manager = await join(desk, "Manager", ["manager"]);
  both = await join(desk, "Both", ["investigator", "manager"]);
  counsel = await join(desk, "Counsel", ["counsel"]);
}, 120_000);
afterAll(async () => opened.close());

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  return await work.then(
    () => ({ code: "done", message: "" }),
    (error: unknown) =>
      error instanceof RingleaderError
        ? { code: error.code, message: error.message }
        : { code: "unknown", message: String(error) },
  );
}

const later = (): number => (nowMs += 1_000);
const open = async (actor = opener): Promise<CaseView> =>
  openCase(
    stores,
    actor,
    { networkId, title: "The night shift", purpose: "a tip named one of them" },
    later(),
  );
const claim = async (
  found: CaseView,
  text = "{{accounts}} accounts share cards.",
  actor = opener,
): Promise<CaseView> =>
  addClaim(
    stores,
    actor,
    found.id,
    { text, evidence: [{ type: "network" }], version: found.version },
    later(),
  );
const submit = async (found: CaseView, actor = opener): Promise<CaseView> =>
  submitCase(stores, actor, found.id, { reason: "please look", version: found.version }, later());
const review = async (
  found: CaseView,
  actor: Actor,
  decision: "approved" | "sent_back" = "approved",
  contentHash = found.contentHash,
): Promise<CaseView> =>
  reviewCase(stores, actor, found.id, { decision, reason: "looked at it", contentHash }, later());

/** The case with nothing that time or reading changes. */
async function stateOf(id: string): Promise<unknown> {
  return {
    ...(await readCase(stores.casebook, opener, id)),
    rows: await stores.casebook.select().from(caseClaim).where(eq(caseClaim.caseId, id)),
  };
}

describe("four eyes", () => {
  test("whoever opened or submitted a case does not approve it, in whatever role; another manager does", async () => {
    const openedByBoth = await submit(await claim(await open(both)), colleague);
    expect(await refusalOf(review(openedByBoth, both))).toMatchObject({ code: "forbidden" });
    const submittedByBoth = await submit(await claim(await open()), both);
    expect(await refusalOf(review(submittedByBoth, both))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(review(submittedByBoth, both, "sent_back"))).toMatchObject({ code: "forbidden" });
    expect((await readCase(stores.casebook, both, submittedByBoth.id)).allowed.approve.ok).toBe(false);
    expect((await review(submittedByBoth, manager)).status).toBe("approved");
  });

  test("whoever wrote a claim does not approve it, withdrawn or not, nor who submitted an earlier version", async () => {
    const written = await submit(
      await claim(await open(), "A sentence of the manager's own.", both),
      colleague,
    );
    expect(await refusalOf(review(written, both))).toMatchObject({ code: "forbidden" });
    expect((await readCase(stores.casebook, both, written.id)).allowed.approve.ok).toBe(false);
    const first = await submit(await claim(await open()), both);
    await review(first, manager, "sent_back");
    const again = await submit(await readCase(stores.casebook, opener, first.id), opener);
    expect(await refusalOf(review(again, both))).toMatchObject({ code: "forbidden" });
  });

  test("a claim rests on the case's own accounts", async () => {
    const found = await open();
    const evidence = [{ type: "account" as const, accountId: "acct_of_nobody" }];
    const body = { text: "This rests on a stranger.", evidence, version: found.version };
    expect(await refusalOf(addClaim(stores, opener, found.id, body, nowMs))).toMatchObject({
      code: "bad_input",
    });
  });

  test("what was approved is what leaves, whatever a later run finds", async () => {
    const found = await submit(await claim(await open()));
    await review(found, manager);
    await stores.casebook.update(network).set({ strengthBits: 1 }).where(eq(network.id, networkId));
    await stores.casebook.delete(networkLink);
    const input = await gatherPacket(stores, await findCase(stores.casebook, found.id), {
      id: "packet_x",
      ordinal: 1,
      tier: "internal",
      builtAtMs: nowMs,
      builtBy: "tester",
      softwareVersion: "0",
    });
    expect(input.links.length).toBeGreaterThan(0);
    expect(input.network.strengthBits).toBeGreaterThan(1);
    expect(input.case.contentHash).toBe(found.contentHash);
    await runResolve(stores, "tester", systemClock, () => undefined);
  });

  test("nobody but a manager reviews", async () => {
    const found = await submit(await claim(await open()));
    for (const actor of [opener, colleague, counsel])
      expect(await refusalOf(review(found, actor))).toMatchObject({ code: "forbidden" });
  });

  test("an approval is of exactly the content the reviewer saw", async () => {
    const found = await submit(await claim(await open()));
    expect(await refusalOf(review(found, manager, "approved", "0".repeat(64)))).toMatchObject({
      code: "conflict",
    });
    await review(found, manager, "sent_back");
    const changed = await submit(
      await claim(await readCase(stores.casebook, opener, found.id), "One more sentence."),
    );
    expect(changed.contentHash).not.toBe(found.contentHash);
    expect(await refusalOf(review(changed, manager, "approved", found.contentHash))).toMatchObject({
      code: "conflict",
    });
    expect((await review(changed, manager)).reviews.map((each) => each.decision)).toEqual([
      "submitted",
      "sent_back",
      "submitted",
      "approved",
    ]);
  });

  test("of two reviewers at once one decides", async () => {
    const found = await submit(await claim(await open()));
    const codes = await Promise.all([
      refusalOf(review(found, manager)),
      refusalOf(review(found, manager, "sent_back")),
    ]);
    expect(codes.map(({ code }) => code).toSorted()).toEqual(["conflict", "done"]);
  });

  test("a draft and an approved case cannot be reviewed", async () => {
    const draft = await claim(await open());
    expect(await refusalOf(review(draft, manager))).toMatchObject({ code: "conflict" });
    const approved = await review(await submit(draft), manager);
    expect(await refusalOf(review(approved, manager, "sent_back"))).toMatchObject({ code: "conflict" });
  });
});

describe("edits", () => {
  test("a submitted and an approved case take no edit, but a note they take", async () => {
    const submitted = await submit(await claim(await open()));
    const approved = await review(await submit(await claim(await open())), manager);
    for (const found of [submitted, approved]) {
      const before = await stateOf(found.id);
      expect(await refusalOf(claim(found))).toMatchObject({ code: "conflict" });
      expect(
        await refusalOf(
          withdrawClaim(stores, opener, found.id, found.claims[0]?.id ?? "", found.version, later()),
        ),
      ).toMatchObject({ code: "conflict" });
      expect(await refusalOf(submit(found))).toMatchObject({ code: "conflict" });
      expect(await stateOf(found.id)).toEqual(before);
      const noted = await addNote(stores, colleague, found.id, { text: "working material" }, later());
      expect(noted.contentHash).toBe(found.contentHash);
    }
  });

  test("an edit made against an older version is refused and changes nothing; of two at once one wins", async () => {
    const first = await open();
    await claim(first);
    const before = await stateOf(first.id);
    const refusal = await refusalOf(claim(first));
    expect(refusal).toMatchObject({ code: "conflict" });
    expect(refusal.message).toContain("load the newest");
    expect(await refusalOf(submit(first))).toMatchObject({ code: "conflict" });
    expect(await stateOf(first.id)).toEqual(before);
    const newest = await readCase(stores.casebook, opener, first.id);
    const codes = await Promise.all(
      Array.from({ length: 6 }, async (_, number) => refusalOf(claim(newest, `Sentence number ${number}.`))),
    );
    expect(codes.map(({ code }) => code).toSorted()).toEqual([
      "conflict",
      "conflict",
      "conflict",
      "conflict",
      "conflict",
      "done",
    ]);
  });

  test("a case without a claim is not submitted, nor one whose claims are all withdrawn", async () => {
    const empty = await open();
    expect(await refusalOf(submit(empty))).toMatchObject({ code: "conflict" });
    expect((await readCase(stores.casebook, opener, empty.id)).status).toBe("draft");
    const one = await claim(empty);
    const none = await withdrawClaim(stores, opener, one.id, one.claims[0]?.id ?? "", one.version, later());
    expect(await refusalOf(submit(none))).toMatchObject({ code: "conflict" });
  });

  test("a withdrawn claim leaves the case and stays on record", async () => {
    const found = await claim(await open());
    const claimId = found.claims[0]?.id ?? "";
    const after = await withdrawClaim(stores, colleague, found.id, claimId, found.version, later());
    expect(after.claims).toEqual([]);
    const [row] = await stores.casebook.select().from(caseClaim).where(eq(caseClaim.id, claimId));
    expect(row).toMatchObject({ text: "{{accounts}} accounts share cards." });
    expect(row?.withdrawnAt).toBeInstanceOf(Date);
    expect(
      await refusalOf(withdrawClaim(stores, opener, found.id, claimId, after.version, later())),
    ).toMatchObject({ code: "not_found" });
  });

  test("a claim cannot be withdrawn through another case", async () => {
    const one = await claim(await open());
    const other = await claim(await open());
    expect(
      await refusalOf(
        withdrawClaim(stores, opener, other.id, one.claims[0]?.id ?? "", other.version, later()),
      ),
    ).toMatchObject({ code: "not_found" });
    expect((await readCase(stores.casebook, opener, one.id)).claims).toHaveLength(1);
  });

  test.each([
    ["without evidence", { text: "They are one operator.", evidence: [] }],
    ["with a figure that is none", { text: "They spent {{money}} on it.", evidence: [{ type: "network" }] }],
    [
      "with a figure of an object's own",
      { text: "They spent {{constructor}} on it.", evidence: [{ type: "network" }] },
    ],
    ["with evidence of no kind", { text: "They are one operator.", evidence: [{ type: "hunch" }] }],
    ["of no words", { text: "        ", evidence: [{ type: "network" }] }],
  ])("a claim %s is refused", (_, body) => {
    expect(claimBodySchema.safeParse({ ...body, version: 1 }).success).toBe(false);
  });

  test("figures in a claim are counted, not typed", async () => {
    const found = await claim(await open());
    expect(found.claims[0]?.rendered).toBe(`${found.figures["accounts"]} accounts share cards.`);
    expect(Number(found.figures["accounts"]?.replaceAll(/\D/g, ""))).toBe(found.subjects.length);
  });
});

describe("the content hash", () => {
  const subject = fc.record({
    accountId: fc.string({ minLength: 1, maxLength: 8 }),
    membership: fc.constantFrom("core" as const, "probable" as const, "fringe" as const),
    bits: fc.double({ min: 0, max: 99, noNaN: true }),
  });
  const content = fc.record({
    found: fc.record({
      id: fc.constant("case_x"),
      title: fc.string(),
      purpose: fc.string(),
      networkId: fc.constant("N-0001"),
    }),
    subjects: fc.uniqueArray(subject, { selector: ({ accountId }) => accountId, minLength: 1, maxLength: 6 }),
    claims: fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), text: fc.string() }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 4,
    }),
  });
  const figures = {
    accounts: 1,
    core_accounts: 1,
    exchanges: 2,
    input_tokens: 3,
    output_tokens: 4,
    payment_instruments: 5,
    api_keys: 6,
    ip_ranges: 7,
    first_exchange_ms: null,
    last_exchange_ms: 8,
  };
  type Content = typeof content extends fc.Arbitrary<infer C> ? C : never;
  const hash = ({ found, subjects, claims }: Content, more: Partial<typeof figures> = {}): string =>
    contentHashOf(
      { ...found, figures: { ...figures, ...more }, finding: null },
      subjects,
      claims.map((each) => ({ ...each, evidence: [{ type: "network" as const }] })),
    );

  test("does not depend on the order of subjects", () => {
    fc.assert(
      fc.property(content, (one) => {
        expect(hash({ ...one, subjects: one.subjects.toReversed() })).toBe(hash(one));
      }),
    );
  });

  test("changes with any word, subject, claim or figure", () => {
    fc.assert(
      fc.property(content, fc.string({ minLength: 1 }), (one, more) => {
        const changed: Content[] = [
          { ...one, found: { ...one.found, title: one.found.title + more } },
          { ...one, found: { ...one.found, purpose: one.found.purpose + more } },
          { ...one, subjects: one.subjects.slice(1) },
          {
            ...one,
            subjects: one.subjects.map((each, index) =>
              index === 0 ? { ...each, bits: each.bits + 1 } : each,
            ),
          },
          {
            ...one,
            subjects: one.subjects.map((each, index) =>
              index === 0 ? { ...each, membership: each.membership === "core" ? "fringe" : "core" } : each,
            ),
          },
          { ...one, claims: one.claims.slice(1) },
          {
            ...one,
            claims: one.claims.map((each, index) =>
              index === 0 ? { ...each, text: each.text + more } : each,
            ),
          },
        ];
        const hashes = [hash(one), hash(one, { exchanges: 99 }), ...changed.map((each) => hash(each))];
        for (const other of hashes.slice(1)) expect(other).not.toBe(hashes[0]);
      }),
    );
  });
});

describe("export", () => {
  const build = async (found: CaseView, actor = opener, tier: "internal" | "counsel" = "internal") =>
    buildCasePacket(stores, actor, found.id, tier, later());

  test("a case that is not approved is not exported, and one sent back after approval's request neither", async () => {
    const draft = await claim(await open());
    expect(await refusalOf(build(draft))).toMatchObject({ code: "conflict" });
    const submitted = await submit(draft);
    expect(await refusalOf(build(submitted))).toMatchObject({ code: "conflict" });
    const back = await review(submitted, manager, "sent_back");
    expect(await refusalOf(build(back))).toMatchObject({ code: "conflict" });
  });

  test("an approval is void once the case differs from what was approved", async () => {
    const approved = await review(await submit(await claim(await open())), manager);
    await stores.casebook
      .update(investigationCase)
      .set({ title: "Another title" })
      .where(eq(investigationCase.id, approved.id));
    const refusal = await refusalOf(build(approved));
    expect(refusal).toMatchObject({ code: "conflict" });
    expect(refusal.message).toContain("has changed since it was approved");
    expect((await readCase(stores.casebook, opener, approved.id)).allowed.export.ok).toBe(false);
  });

  test("an approved case gives a packet that verifies, registered under the approval; only counsel takes it out of the house", async () => {
    const approved = await review(await submit(await claim(await open())), manager);
    expect(await refusalOf(build(approved, opener, "counsel"))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(build(approved, manager, "counsel"))).toMatchObject({ code: "forbidden" });
    const built = await build(approved, counsel, "counsel");
    expect(built.approvedContentHash).toBe(approved.contentHash);
    const report = await verifyPacket(built.zipPath);
    expect(report.checks.filter((check) => !check.ok)).toEqual([]);
    const second = await build(approved);
    expect(second.number).toBe(built.number.replace("-P1", "-P2"));
    expect((await readAudit(stores.casebook, undefined, 1))[0]).toMatchObject({
      action: "packet.build",
      objectId: approved.id,
    });
  });

  test("nothing is exported when the records no longer give the approved figures", async () => {
    const approved = await review(await submit(await claim(await open())), manager);
    const [subject] = approved.subjects;
    const folder = folderOf({
      "exchanges.csv": `ts,account_id,ip,model\n2026-05-01T10:00:00Z,${subject?.accountId ?? ""},240.9.9.9,m\n2026-05-01T11:00:00Z,${subject?.accountId ?? ""},240.9.9.9,m\n`,
    });
    const summary = await importFolder(stores, folder);
    rmSync(folder, { recursive: true, force: true });
    expect(summary.rows).toBe(2);
    const packets = (await readCase(stores.casebook, opener, approved.id)).packets;
    expect(await refusalOf(build(approved))).toMatchObject({ code: "conflict" });
    expect((await readCase(stores.casebook, opener, approved.id)).packets).toEqual(packets);
  });
});

test("all of this is in the audit log, and the log holds", async () => {
  const verdict = await verifyAudit(stores.casebook);
  expect(verdict.ok, verdict.sentence).toBe(true);
  const actions = new Set((await readAudit(stores.casebook, undefined, 10_000)).map((row) => row.action));
  for (const action of [
    "case.open",
    "case.claim.add",
    "case.claim.withdraw",
    "case.submit",
    "case.approve",
    "case.send_back",
    "packet.build",
  ])
    expect(actions).toContain(action);
});
