import { desc, eq, lt } from "drizzle-orm";
import { auditEntry, auditHead } from "@/drizzle/schema";
import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import type { Casebook, CasebookReader, CasebookTransaction } from "./client";

export interface AuditEvent {
  actorId: string;
  action: string;
  objectType: string;
  objectId: string;
  /** Ids and counts; never what an account holder typed, never an address or a name. */
  details?: Record<string, unknown>;
}

interface HashedEntry {
  seq: number;
  atMs: number;
  actorId: string;
  action: string;
  objectType: string;
  objectId: string;
  details: Record<string, unknown>;
  prevHash: string;
}

/** SHA-256 over the canonical JSON of an entry and the hash before it: the link of the chain. */
function auditHash(entry: HashedEntry): string {
  return sha256Hex(canonicalJson(entry));
}

/**
 * Adds an entry in the caller's transaction: what is done and that it was done are kept together
 * or not at all. Locks the chain's end, so entries are gapless and in order.
 */
export async function appendAudit(
  tx: CasebookTransaction,
  event: AuditEvent,
  nowMs: number,
): Promise<number> {
  const [head] = await tx.select().from(auditHead).where(eq(auditHead.id, 1)).for("update");
  if (head === undefined)
    throw new Error("the audit log has lost its head; restore the casebook from a backup");
  const entry: HashedEntry = {
    seq: head.seq + 1,
    atMs: nowMs,
    actorId: event.actorId,
    action: event.action,
    objectType: event.objectType,
    objectId: event.objectId,
    details: event.details ?? {},
    prevHash: head.hash,
  };
  const hash = auditHash(entry);
  await tx.insert(auditEntry).values({ ...entry, at: new Date(nowMs), hash });
  await tx.update(auditHead).set({ seq: entry.seq, hash }).where(eq(auditHead.id, 1));
  return entry.seq;
}

/** For views: an entry of its own. */
export async function recordView(casebook: Casebook, event: AuditEvent, nowMs: number): Promise<void> {
  await casebook.transaction((tx) => appendAudit(tx, event, nowMs));
}

export type AuditEntry = typeof auditEntry.$inferSelect;

/** Newest first, before `beforeSeq` where given. */
export async function readAudit(
  casebook: CasebookReader,
  beforeSeq: number | undefined,
  limit: number,
): Promise<AuditEntry[]> {
  return await casebook
    .select()
    .from(auditEntry)
    .where(beforeSeq === undefined ? undefined : lt(auditEntry.seq, beforeSeq))
    .orderBy(desc(auditEntry.seq))
    .limit(limit);
}

/** Recomputes the whole chain. The sentence names the first entry that does not hold. */
export async function verifyAudit(
  casebook: CasebookReader,
): Promise<{ ok: boolean; rows: number; sentence: string }> {
  const entries = await casebook.select().from(auditEntry).orderBy(auditEntry.seq);
  let prevHash = "0".repeat(64);
  for (const [index, entry] of entries.entries()) {
    const expected = auditHash({
      seq: entry.seq,
      atMs: entry.at.getTime(),
      actorId: entry.actorId,
      action: entry.action,
      objectType: entry.objectType,
      objectId: entry.objectId,
      details: entry.details,
      prevHash,
    });
    if (entry.seq !== index + 1 || entry.prevHash !== prevHash || entry.hash !== expected) {
      return {
        ok: false,
        rows: entries.length,
        sentence: `Entry ${index + 1} does not follow from the one before: the log was altered.`,
      };
    }
    prevHash = entry.hash;
  }
  const [head] = await casebook.select().from(auditHead).where(eq(auditHead.id, 1));
  if (head === undefined || head.seq !== entries.length || head.hash !== prevHash) {
    return {
      ok: false,
      rows: entries.length,
      sentence: "The log's end does not match its entries: entries were removed.",
    };
  }
  return {
    ok: true,
    rows: entries.length,
    sentence: `All ${entries.length} entries follow from one another.`,
  };
}
