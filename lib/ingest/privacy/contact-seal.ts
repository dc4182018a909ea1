import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import { RingleaderError } from "@/lib/core/errors";
import type { ContactField } from "@/lib/domain/retention";
import type { ContactKeys } from "./contact-keys";

const VERSION = "v1";
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Random bytes are drawn for this many nonces at once: a draw costs more than the sealing. */
const NONCES_PER_DRAW = 4_096;

const drawn = Buffer.alloc(NONCES_PER_DRAW * NONCE_BYTES);
let drawnFrom = drawn.length;

function nextNonce(): Buffer {
  if (drawnFrom === drawn.length) {
    randomFillSync(drawn);
    drawnFrom = 0;
  }
  drawnFrom += NONCE_BYTES;
  return drawn.subarray(drawnFrom - NONCE_BYTES, drawnFrom);
}

/** What a seal is bound to: moved to another account or field it no longer opens. Ids hold no control characters. */
function boundTo(field: ContactField, accountId: string): Buffer {
  return Buffer.from(`${field}\n${accountId}`, "utf8");
}

/**
 * Encrypts an e-mail address or phone number: AES-256-GCM with a random 96-bit nonce, as
 * "v1.KEYID.NONCE.CIPHERTEXT" (base64url; the tag ends the ciphertext).
 */
export function sealContact(keys: ContactKeys, field: ContactField, accountId: string, text: string): string {
  const nonce = nextNonce();
  const cipher = createCipheriv(CIPHER, keys.active.key, nonce);
  cipher.setAAD(boundTo(field, accountId));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${keys.active.id}.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
}

function broken(field: ContactField, cause?: unknown): RingleaderError {
  return new RingleaderError(
    "conflict",
    `the sealed ${field === "email" ? "e-mail address" : "phone number"} of this account does not open: it was altered or belongs to another account; import the account again`,
    { cause },
  );
}

/**
 * The text of a sealed contact.
 * @throws RingleaderError `conflict` where it was altered or moved, `unavailable` where its key is not here.
 */
export function openContact(
  keys: ContactKeys,
  field: ContactField,
  accountId: string,
  sealed: string,
): string {
  const [version, keyId = "", nonceText = "", text = "", ...rest] = sealed.split(".");
  const nonce = Buffer.from(nonceText, "base64url");
  const bytes = Buffer.from(text, "base64url");
  const exact =
    nonce.toString("base64url") === nonceText && bytes.toString("base64url") === text && rest.length === 0;
  if (version !== VERSION || !exact || nonce.length !== NONCE_BYTES || bytes.length < TAG_BYTES)
    throw broken(field);
  const key = keys.byId.get(keyId);
  if (key === undefined) {
    if (!/^[0-9a-f]{8}$/.test(keyId)) throw broken(field);
    throw new RingleaderError(
      "unavailable",
      `this desk does not hold the key it was sealed with (${keyId}); whoever runs the desk sets RINGLEADER_CONTACT_KEY or restores the data directory's secrets`,
    );
  }
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(field, accountId));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    return (
      decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
    );
  } catch (cause) {
    throw broken(field, cause);
  }
}
