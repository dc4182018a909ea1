import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import { isoUtc } from "@/lib/core/time";
import type { PacketCustodyEntry } from "./packetInput";

const GENESIS = "0".repeat(64);

/**
 * data/06-custody/custody.jsonl: the case's part of the audit log, each line hashed onto the one before
 * (hash = SHA-256 of the canonical JSON of the line without `hash`). `entry` keeps the place in the
 * installation's own log, so that it can be found there.
 */
export function custodyChain(entries: readonly PacketCustodyEntry[]): {
  lines: Record<string, unknown>[];
  head: string;
} {
  let previous = GENESIS;
  const lines = [...entries]
    .sort((a, b) => a.seq - b.seq)
    .map((entry) => {
      const { seq, atMs, actor, action, object, prevHash, hash } = entry;
      const line = { previous, entry: { seq, at: isoUtc(atMs), actor, action, object, prevHash, hash } };
      previous = sha256Hex(canonicalJson(line));
      return { ...line, hash: previous };
    });
  return { lines, head: previous };
}
