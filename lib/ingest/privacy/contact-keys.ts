import { createHash, createSecretKey, hkdfSync, randomBytes, type KeyObject } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installationSecret, type DataDir } from "@/lib/stores/data-dir";

/** A key for e-mail addresses and phone numbers at rest. */
interface ContactKey {
  /** 8 hex digits, made from the key; it says nothing of it. */
  id: string;
  key: KeyObject;
}

/** The key new contacts are sealed with, and all those older ones may be sealed with. */
export interface ContactKeys {
  active: ContactKey;
  byId: ReadonlyMap<string, KeyObject>;
}

const FILE = /^contact-\d{4}\.key$/;
const PURPOSE = "ringleader sealed contacts v1";

function fileName(number: number): string {
  return `contact-${String(number).padStart(4, "0")}.key`;
}

function contactKey(secret: string, salt: string): ContactKey {
  const bytes = Buffer.from(hkdfSync("sha256", secret, salt, PURPOSE, 32));
  const id = createHash("sha256").update(`${PURPOSE} id`).update(bytes).digest("hex").slice(0, 8);
  return { id, key: createSecretKey(bytes) };
}

function keyFiles(dir: DataDir): string[] {
  const found = readdirSync(dir.secrets)
    .filter((name) => FILE.test(name))
    .sort();
  return found.length === 0 ? [fileName(1)] : found;
}

/**
 * The installation's contact keys, made on first use. They live in files beside the stores, never
 * inside them. Where `outsideKey` (the environment's RINGLEADER_CONTACT_KEY) is given, new contacts
 * need both: neither a copy of the data directory nor the variable alone opens one.
 */
export function contactKeys(
  dir: DataDir,
  outsideKey = process.env["RINGLEADER_CONTACT_KEY"] ?? "",
): ContactKeys {
  const byId = new Map<string, KeyObject>();
  let active: ContactKey | undefined;
  for (const file of keyFiles(dir)) {
    const secret = installationSecret(dir, file);
    const own = contactKey(secret, "");
    byId.set(own.id, own.key);
    active = own;
    if (outsideKey !== "") {
      const both = contactKey(outsideKey, secret);
      byId.set(both.id, both.key);
      active = both;
    }
  }
  if (active === undefined) throw new Error("there is no contact key");
  return { active, byId };
}

/** Makes a new active key; the older ones go on opening what they sealed. @returns its file's name. */
export function addContactKey(dir: DataDir): string {
  contactKeys(dir);
  const last = Number(/\d{4}/.exec(keyFiles(dir).at(-1) ?? "")?.[0] ?? "0");
  const name = fileName(last + 1);
  writeFileSync(path.join(dir.secrets, name), randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  return name;
}
