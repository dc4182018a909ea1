import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditEntry } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_HOUR, systemClock } from "@/lib/core/time";
import type { Actor } from "@/lib/domain/user";
import { bundleFolder, removeFolders } from "@/lib/ingest/testing/bundle";
import { runImport } from "@/lib/services/imports/run";
import { join } from "@/lib/services/testing/people";
import { deskOver, openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { verifyAudit } from "@/lib/stores/casebook/audit";
import { readAccount } from "./read";
import { revealBodySchema, revealContact, REVEALS_PER_HOUR_MAX } from "./reveal";

let opened: TestStores;
let investigator: Actor;
let counsel: Actor;
const others: Actor[] = [];
const START = Date.now();
const body = {
  field: "email",
  purpose: "warn_victim",
  reason: "Ana was told that her card was used",
} as const;

beforeAll(async () => {
  opened = await openTestStores();
  const accounts = [
    {
      account_id: "acct_1",
      created_at: "2026-04-22T10:00:00Z",
      email: " Ana.Lopez84@Example.test",
      phone: "",
    },
    {
      account_id: "acct_2",
      created_at: "2026-04-22T10:00:00Z",
      email: "bo@example.test",
      phone: "+4915112345",
    },
    { account_id: "acct_3", created_at: "2026-04-22T10:00:00Z", email: "cy@example.test", phone: "" },
  ];
  await runImport(
    opened.stores,
    {
      source: bundleFolder({ accounts }, "csv"),
      preset: "bundle",
      dryRun: false,
      actorId: "tester",
      actorName: "Tester",
    },
    systemClock,
  );
  const desk = deskOver(opened.stores);
  investigator = await join(desk, "Investigator", ["investigator"]);
  counsel = await join(desk, "Counsel", ["counsel"]);
  for (const role of ["manager", "admin", "auditor"] as const) others.push(await join(desk, role, [role]));
}, 120_000);
afterAll(async () => {
  removeFolders();
  await opened.close();
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "done",
    (error: unknown) => (error instanceof RingleaderError ? error.code : String(error)),
  );
}

async function entries(action: string) {
  return await opened.stores.casebook.select().from(auditEntry).where(eq(auditEntry.action, action));
}

test("a reveal gives the contact as it was typed and is in the log with purpose and field, never with value or reason", async () => {
  const found = await revealContact(opened.stores, investigator, "acct_1", body, START);
  expect(found).toEqual({
    field: "email",
    value: "Ana.Lopez84@Example.test",
    showMs: 60_000,
    left: REVEALS_PER_HOUR_MAX - 1,
  });
  const phone = await revealContact(opened.stores, counsel, "acct_2", { ...body, field: "phone" }, START);
  expect(phone.value).toBe("+4915112345");
  const [entry] = await entries("account.reveal");
  expect(entry).toMatchObject({ actorId: investigator.userId, objectType: "account", objectId: "acct_1" });
  expect(entry?.details).toEqual({
    field: "email",
    purpose: "warn_victim",
    reasonHash: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const log = JSON.stringify(await opened.stores.casebook.select().from(auditEntry));
  for (const secret of ["Lopez84", "4915112345", "her card was used"]) expect(log).not.toContain(secret);
  expect((await verifyAudit(opened.stores.casebook)).ok).toBe(true);
});

test("the account's page is told what can be revealed, and gets it masked", async () => {
  const view = await readAccount(opened.stores, "acct_2");
  expect([view.emailMasked, view.phoneMasked, view.sealed]).toEqual([
    "b•••@example.test",
    "+49•••45",
    ["email", "phone"],
  ]);
  expect((await readAccount(opened.stores, "acct_1")).sealed).toEqual(["email"]);
  expect(JSON.stringify(view)).not.toContain("v1.");
});

test("other roles reveal nothing, and a purpose is not optional", async () => {
  for (const actor of others)
    expect(await codeOf(revealContact(opened.stores, actor, "acct_1", body, START))).toBe("forbidden");
  expect(revealBodySchema.safeParse({ ...body, reason: "   why    " }).success).toBe(false);
  expect(revealBodySchema.safeParse({ ...body, purpose: "curiosity" }).success).toBe(false);
  expect(revealBodySchema.safeParse({ field: "email" }).success).toBe(false);
});

test("nothing to reveal, and nobody of that id, are said plainly", async () => {
  expect(
    await codeOf(revealContact(opened.stores, investigator, "acct_1", { ...body, field: "phone" }, START)),
  ).toBe("not_found");
  expect(await codeOf(revealContact(opened.stores, investigator, "nobody", body, START))).toBe("not_found");
});

test("an altered seal, or one moved from another account, does not open, and the try is in the log", async () => {
  await opened.stores.evidence.command({
    query: `ALTER TABLE accounts UPDATE email_sealed = (SELECT any(email_sealed) FROM accounts WHERE account_id = 'acct_2') WHERE account_id = 'acct_3' SETTINGS mutations_sync = 2`,
  });
  expect(await codeOf(revealContact(opened.stores, investigator, "acct_3", body, START))).toBe("conflict");
  const refused = await entries("account.reveal.refuse");
  expect(refused.at(-1)).toMatchObject({ objectId: "acct_3", details: { why: "conflict" } });
});

test("of reveals sent all at once no more pass than an hour allows; the next hour opens again", async () => {
  const laterMs = START + 2 * MS_PER_HOUR;
  const tries = Array.from({ length: REVEALS_PER_HOUR_MAX + 8 }, () =>
    codeOf(revealContact(opened.stores, investigator, "acct_1", body, laterMs)),
  );
  const codes = await Promise.all(tries);
  expect(codes.filter((code) => code === "done")).toHaveLength(REVEALS_PER_HOUR_MAX);
  expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(8);
  expect(await codeOf(revealContact(opened.stores, counsel, "acct_1", body, laterMs))).toBe("done");
  expect(
    await codeOf(revealContact(opened.stores, investigator, "acct_1", body, laterMs + MS_PER_HOUR + 1)),
  ).toBe("done");
});
