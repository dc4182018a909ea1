import { MS_PER_DAY } from "@/lib/core/time";
import type { Campaign } from "./campaign";
import { aspect } from "./draw";
import type { Subject } from "./segment";

const KEY_ID = aspect("api key id");
/** Keys an account may have had; more would not fit in the id's 32 bits. */
const KEYS_MAX = 64;
const OVERLAP_MS = MS_PER_DAY;

interface ApiKey {
  apiKeyId: string;
  createdMs: number;
  /** Null where the key was never revoked. */
  revokedMs: number | null;
}

function rotationMs(campaign: Campaign, subject: Subject): number {
  const lived = campaign.endMs - subject.life.createdMs;
  return Math.max(subject.segment.keyDays(campaign, subject) * MS_PER_DAY, lived / (KEYS_MAX - 2));
}

function keyId(campaign: Campaign, subject: Subject, ordinal: number): string {
  return `key_${campaign.draw.uniqueHex(KEY_ID, subject.index * KEYS_MAX + ordinal)}`;
}

/** The key an account has in use at a moment. */
export function keyAt(campaign: Campaign, subject: Subject, atMs: number): string {
  const lived = Math.max(0, Math.min(atMs, subject.life.activeToMs - 1) - subject.life.createdMs);
  return keyId(campaign, subject, Math.floor(lived / rotationMs(campaign, subject)));
}

/** All keys an account was issued up to the end of the window. */
export function* keysOf(campaign: Campaign, subject: Subject): Generator<ApiKey> {
  const rotation = rotationMs(campaign, subject);
  const { createdMs, activeToMs } = subject.life;
  for (let ordinal = 0; createdMs + ordinal * rotation < activeToMs || ordinal === 0; ordinal++) {
    const issuedMs = Math.floor(createdMs + ordinal * rotation);
    const revokedMs = Math.floor(issuedMs + rotation + OVERLAP_MS);
    yield {
      apiKeyId: keyId(campaign, subject, ordinal),
      createdMs: issuedMs,
      revokedMs: revokedMs < activeToMs ? revokedMs : null,
    };
  }
}
