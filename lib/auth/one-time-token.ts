import { randomBytes } from "node:crypto";
import { sha256Hex } from "@/lib/core/hash";

/** 32 random bytes for a one-time link; only the hash is kept. */
export function newOneTimeToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: sha256Hex(token) };
}

export function oneTimeTokenHash(token: string): string {
  return sha256Hex(token);
}
