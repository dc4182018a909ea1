import { user } from "@/drizzle/schema";
import type { AuditRow } from "@/lib/domain/views";
import { readAudit, verifyAudit } from "@/lib/stores/casebook/audit";
import type { Casebook } from "@/lib/stores/casebook/client";

const PAGE = 100;

/** A page of the audit log, newest first, with the result of recomputing the whole chain. */
export async function readAuditPage(
  casebook: Casebook,
  beforeSeq: number | undefined,
): Promise<{
  rows: AuditRow[];
  next: number | null;
  verified: { ok: boolean; rows: number; sentence: string };
}> {
  const entries = await readAudit(casebook, beforeSeq, PAGE);
  const names = new Map(
    (await casebook.select({ id: user.id, name: user.name }).from(user)).map((row) => [row.id, row.name]),
  );
  return {
    rows: entries.map((entry) => ({
      seq: entry.seq,
      atMs: entry.at.getTime(),
      actor: names.get(entry.actorId) ?? entry.actorId,
      action: entry.action,
      object: `${entry.objectType} ${entry.objectId}`,
      hash: entry.hash,
    })),
    next: entries.length === PAGE ? (entries.at(-1)?.seq ?? null) : null,
    verified: await verifyAudit(casebook),
  };
}
