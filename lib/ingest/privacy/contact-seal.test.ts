import { rmSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RingleaderError } from "@/lib/core/errors";
import { openDataDir, type DataDir } from "@/lib/stores/data-dir";
import { addContactKey, contactKeys, type ContactKeys } from "./contact-keys";
import { openContact, sealContact } from "./contact-seal";

let dir: DataDir;
let keys: ContactKeys;

beforeAll(() => {
  dir = openDataDir(mkdtempSync(path.join(tmpdir(), "ringleader-seal-")));
  keys = contactKeys(dir, "");
});
afterAll(() => rmSync(dir.path, { recursive: true, force: true }));

const anyText = fc.string({ unit: "grapheme", maxLength: 300 });
const field = fc.constantFrom("email", "phone");

function failureOf(work: () => unknown): RingleaderError {
  try {
    work();
  } catch (error) {
    if (error instanceof RingleaderError) return error;
    throw error;
  }
  throw new Error("it opened");
}

test("what is sealed opens to the same text, and no two seals are equal", () => {
  fc.assert(
    fc.property(field, anyText, anyText, (name, accountId, text) => {
      const sealed = sealContact(keys, name, accountId, text);
      expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
      expect(openContact(keys, name, accountId, sealed)).toBe(text);
      expect(sealContact(keys, name, accountId, text)).not.toBe(sealed);
    }),
  );
});

test("a nonce never comes twice", () => {
  const nonces = new Set<string>();
  for (let at = 0; at < 20_000; at += 1)
    nonces.add(sealContact(keys, "email", "a", "x@example.test").split(".")[2] ?? "");
  expect(nonces.size).toBe(20_000);
});

test("one changed character anywhere, another account or another field: it does not open, and says so plainly", () => {
  fc.assert(
    fc.property(
      field,
      fc.string({ minLength: 1, maxLength: 40 }),
      anyText,
      fc.nat(),
      fc.nat(60),
      (name, id, text, at, by) => {
        const sealed = sealContact(keys, name, id, text);
        const place = at % sealed.length;
        const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
        const other = alphabet[(alphabet.indexOf(sealed[place] ?? "") + 1 + by) % alphabet.length] ?? "";
        fc.pre(other !== sealed[place]);
        const changed = sealed.slice(0, place) + other + sealed.slice(place + 1);
        const failure = failureOf(() => openContact(keys, name, id, changed));
        expect(["conflict", "unavailable"]).toContain(failure.code);
        if (text.length > 3) expect(failure.message).not.toContain(text);
        for (const moved of [
          () => openContact(keys, name, `${id}2`, sealed),
          () => openContact(keys, name === "email" ? "phone" : "email", id, sealed),
        ])
          expect(failureOf(moved).code).toBe("conflict");
      },
    ),
    { numRuns: 300 },
  );
  for (const nonsense of ["", "v1", "v1...", "v2.00000000.AAAAAAAAAAAAAAAA.AAAA", `${"x".repeat(9)}.a.b.c`])
    expect(failureOf(() => openContact(keys, "email", "a", nonsense)).code).toBe("conflict");
});

test("a new key seals what comes, the old one opens what was sealed before; a lost one is named, not guessed", () => {
  const before = sealContact(keys, "email", "a", "old@example.test");
  expect(addContactKey(dir)).toBe("contact-0002.key");
  const after = contactKeys(dir, "");
  expect(after.active.id).not.toBe(keys.active.id);
  expect(openContact(after, "email", "a", before)).toBe("old@example.test");
  const sealed = sealContact(after, "email", "a", "new@example.test");
  expect(openContact(contactKeys(dir, ""), "email", "a", sealed)).toBe("new@example.test");
  const lost = failureOf(() => openContact(keys, "email", "a", sealed));
  expect(lost.code).toBe("unavailable");
  expect(lost.message).toContain(after.active.id);
});

test("with a key from outside neither the data directory nor that key opens a contact alone", () => {
  const both = contactKeys(dir, "a secret kept elsewhere");
  const sealed = sealContact(both, "phone", "a", "+49151234567");
  expect(openContact(contactKeys(dir, "a secret kept elsewhere"), "phone", "a", sealed)).toBe("+49151234567");
  for (const without of [contactKeys(dir, ""), contactKeys(dir, "another secret")])
    expect(failureOf(() => openContact(without, "phone", "a", sealed)).code).toBe("unavailable");
  const own = sealContact(contactKeys(dir, ""), "phone", "a", "+1");
  expect(openContact(both, "phone", "a", own)).toBe("+1");
});
