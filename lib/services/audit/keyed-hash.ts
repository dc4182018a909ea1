import { createHmac } from "node:crypto";
import { installationSecret, type DataDir } from "@/lib/stores/data-dir";

/**
 * What the audit log keeps of a text that may be personal or an address: 32 hex digits of an HMAC
 * under a key of the installation's own, so that the same text can be recognised and none guessed.
 */
export function keyedHash(dir: DataDir, text: string): string {
  return createHmac("sha256", installationSecret(dir, "audit.key")).update(text).digest("hex").slice(0, 32);
}
