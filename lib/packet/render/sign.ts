import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from "node:crypto";
import { link, mkdir, readFile, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RingleaderError } from "@/lib/core/errors";

const KEY_FILE = "packet-signing-key.pem";

export interface PacketSigner {
  publicPem: string;
  /** 64-byte Ed25519 signature. */
  sign(content: Uint8Array): Buffer;
}

/**
 * The installation's signing key, made on first use (0600). Two processes that start at once end up with one key.
 * RingleaderError("unavailable") where others may read the file or it holds no Ed25519 key.
 */
export async function packetSigner(secretsDir: string): Promise<PacketSigner> {
  const path = join(secretsDir, KEY_FILE);
  const key = (await readKey(path)) ?? (await makeKey(secretsDir, path));
  const publicPem = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
  return { publicPem, sign: (content) => sign(null, content, key) };
}

async function readKey(path: string): Promise<KeyObject | undefined> {
  let pem: string;
  try {
    if (((await stat(path)).mode & 0o077) !== 0) {
      throw new RingleaderError(
        "unavailable",
        `The signing key ${path} can be read by others: chmod 600 it, or replace it.`,
      );
    }
    pem = await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (cause) {
    throw new RingleaderError("unavailable", `The signing key ${path} cannot be read as a PEM key.`, {
      cause,
    });
  }
  throw new RingleaderError("unavailable", `The signing key ${path} is no Ed25519 key.`);
}

async function makeKey(secretsDir: string, path: string): Promise<KeyObject> {
  await mkdir(secretsDir, { recursive: true, mode: 0o700 });
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, pem, { mode: 0o600, flag: "wx", flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await unlink(draft);
  }
  const key = await readKey(path);
  if (key === undefined)
    throw new RingleaderError("unavailable", `The signing key ${path} vanished while it was made.`);
  return key;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
