import fc from "fast-check";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStores, type TestStores } from "@/lib/services/testing/stores";
import { appendAudit, readAudit, recordView, verifyAudit } from "./audit";
import type { Casebook, CasebookTransaction } from "./client";

let opened: TestStores;
let casebook: Casebook;
beforeAll(async () => {
  opened = await openTestStores();
  casebook = opened.stores.casebook;
});
afterAll(async () => opened.close());

class Undo extends Error {}

/** Does something to the log and takes it back, whatever it was. */
async function andUndo<T>(work: (tx: CasebookTransaction) => Promise<T>): Promise<T> {
  const done: T[] = [];
  await casebook
    .transaction(async (tx) => {
      done.push(await work(tx));
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  const [result] = done;
  if (result === undefined) throw new Error("nothing was done");
  return result;
}

/** What somebody with the database's own powers can do first. */
async function withoutTriggers(tx: CasebookTransaction): Promise<void> {
  await tx.execute(sql.raw("ALTER TABLE audit_entry DISABLE TRIGGER USER"));
  await tx.execute(sql.raw("ALTER TABLE audit_head DISABLE TRIGGER USER"));
}

/** What the database said, under drizzle's own message. */
async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "it was done";
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
}

const entry = (number: number) => ({
  actorId: `actor_${number % 7}`,
  action: `case.act_${number % 5}`,
  objectType: "case",
  objectId: `case_${number}`,
  details: { number, list: [number, "ü"], nested: { deep: number / 3 } },
});

describe("an altered log is found out", () => {
  const ENTRIES = 60;
  beforeAll(async () => {
    for (let number = 1; number <= ENTRIES; number++)
      await recordView(casebook, entry(number), 1_780_000_000_000 + number);
  });

  /** A change of one field of one entry. */
  const FIELDS: Record<string, string> = {
    at: "at = at + interval '1 millisecond'",
    actor_id: "actor_id = actor_id || 'x'",
    action: "action = upper(action)",
    object_type: "object_type = 'account'",
    object_id: "object_id = object_id || ' '",
    details: `details = jsonb_set(details, '{number}', '0')`,
    details_added: `details = details || '{"more": null}'`,
    prev_hash: "prev_hash = translate(prev_hash, '0123456789abcdef', '123456789abcdef0')",
    hash: "hash = translate(hash, '0123456789abcdef', '123456789abcdef0')",
    seq: "seq = -seq",
  };

  test("any field of any entry changed, an entry removed, doubled or two swapped: each of 200 tampers is found", async () => {
    const seqs = fc.integer({ min: 1, max: ENTRIES });
    const tamper = fc.oneof(
      fc
        .tuple(fc.constantFrom(...Object.values(FIELDS)), seqs)
        .map(([change, seq]) => [`UPDATE audit_entry SET ${change} WHERE seq = ${seq}`]),
      seqs.map((seq) => [`DELETE FROM audit_entry WHERE seq = ${seq}`]),
      seqs.map((seq) => [`DELETE FROM audit_entry WHERE seq >= ${seq}`]),
      seqs.map((seq) => [
        `DELETE FROM audit_entry WHERE seq = ${seq}`,
        `UPDATE audit_entry SET seq = 1 - seq WHERE seq > ${seq}`,
        "UPDATE audit_entry SET seq = -seq WHERE seq < 0",
      ]),
      fc.constant([
        `INSERT INTO audit_entry SELECT ${ENTRIES + 1}, at, actor_id, action, object_type, object_id, details, prev_hash, hash FROM audit_entry WHERE seq = ${ENTRIES}`,
      ]),
      fc
        .tuple(seqs, seqs)
        .filter(([x, y]) => x !== y)
        .map(([x, y]) => [
          `UPDATE audit_entry SET seq = 0 WHERE seq = ${x}`,
          `UPDATE audit_entry SET seq = ${x} WHERE seq = ${y}`,
          `UPDATE audit_entry SET seq = ${y} WHERE seq = 0`,
        ]),
      fc.constantFrom(
        ["UPDATE audit_head SET seq = seq + 1"],
        ["UPDATE audit_head SET hash = reverse(hash)"],
      ),
    );
    await fc.assert(
      fc.asyncProperty(tamper, async (statements) => {
        const verdict = await andUndo(async (tx) => {
          await withoutTriggers(tx);
          for (const statement of statements) await tx.execute(sql.raw(statement));
          return await verifyAudit(tx);
        });
        expect(verdict.ok).toBe(false);
      }),
      { numRuns: 200 },
    );
    expect(await verifyAudit(casebook)).toMatchObject({ ok: true, rows: ENTRIES });
  });

  test("the sentence names the first entry that does not hold", async () => {
    const verdict = await andUndo(async (tx) => {
      await withoutTriggers(tx);
      await tx.execute(sql.raw("UPDATE audit_entry SET action = 'nothing' WHERE seq IN (17, 40)"));
      return await verifyAudit(tx);
    });
    expect(verdict.sentence).toContain("Entry 17 ");
  });
});

describe("the log takes entries only", () => {
  test.each([
    ["UPDATE audit_entry SET action = 'x' WHERE seq = 1"],
    ["DELETE FROM audit_entry WHERE seq = 1"],
    ["TRUNCATE audit_entry"],
    ["TRUNCATE audit_entry CASCADE"],
    ["DELETE FROM audit_head"],
    ["TRUNCATE audit_head"],
    ["UPDATE audit_head SET seq = 0"],
    ["UPDATE audit_head SET seq = seq, hash = repeat('0', 64)"],
    ["UPDATE audit_head SET id = 2, seq = seq + 1"],
  ])("the database refuses %s", async (statement) => {
    expect(await refusal(casebook.execute(sql.raw(statement)))).toBe("the audit log is append-only");
  });

  test("a change and its entry stand or fall together", async () => {
    const before = await verifyAudit(casebook);
    await expect(
      casebook.transaction(async (tx) => {
        await appendAudit(tx, entry(1), 1);
        throw new Error("the change failed");
      }),
    ).rejects.toThrow("the change failed");
    expect(await verifyAudit(casebook)).toEqual(before);
  });
});

test("8 writers at once leave no gap and no fork", async () => {
  const before = (await verifyAudit(casebook)).rows;
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let number = 0; number < 20; number++)
        await recordView(casebook, { ...entry(number), actorId: `writer_${writer}` }, Date.now());
    }),
  );
  expect(await verifyAudit(casebook)).toMatchObject({ ok: true, rows: before + 160 });
  const newest = await readAudit(casebook, undefined, 160);
  expect(newest.map((row) => row.seq)).toEqual(
    Array.from({ length: 160 }, (_, index) => before + 160 - index),
  );
});

test("whatever an entry's details are, they are kept so that the chain still holds", async () => {
  const details = fc.dictionary(
    fc.string({ maxLength: 8 }).filter((key) => key !== "__proto__" && !key.includes("\0")),
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.array(fc.integer(), { maxLength: 4 }),
    ),
    { noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(details, async (found) => {
      await recordView(casebook, { ...entry(0), details: found }, Date.now());
      const [newest] = await readAudit(casebook, undefined, 1);
      expect(newest?.details).toEqual(JSON.parse(JSON.stringify(found)));
    }),
    { numRuns: 60 },
  );
  expect(await verifyAudit(casebook)).toMatchObject({ ok: true });
});

test("1,000 entries in one transaction verify", async () => {
  const before = (await verifyAudit(casebook)).rows;
  await casebook.transaction(async (tx) => {
    for (let number = 0; number < 1_000; number++) await appendAudit(tx, entry(number), Date.now());
  });
  expect(await verifyAudit(casebook)).toMatchObject({ ok: true, rows: before + 1_000 });
});
