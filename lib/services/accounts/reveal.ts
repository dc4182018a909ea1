import { and, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { auditEntry } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import { contactFieldSchema, revealPurposeSchema, type RevealedContact } from "@/lib/domain/retention";
import type { Actor } from "@/lib/domain/user";
import { contactKeys } from "@/lib/ingest/privacy/contact-keys";
import { openContact } from "@/lib/ingest/privacy/contact-seal";
import { authorize } from "@/lib/auth/authorize";
import { keyedHash } from "@/lib/services/audit/keyed-hash";
import { appendAudit, recordView } from "@/lib/stores/casebook/audit";
import type { CasebookReader } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { readContacts } from "@/lib/stores/evidence/reads/contacts";

export const REVEALS_PER_HOUR_MAX = 30;
const SHOW_MS = MS_PER_MINUTE;

export const revealBodySchema = z.object({
  field: contactFieldSchema,
  purpose: revealPurposeSchema,
  reason: z.string().trim().min(10, "say in a few words what it is for").max(500),
});

async function revealsSince(casebook: CasebookReader, actorId: string, sinceMs: number): Promise<number> {
  const [row] = await casebook
    .select({ count: sql<number>`count(*)::int` })
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.actorId, actorId),
        eq(auditEntry.action, "account.reveal"),
        gt(auditEntry.at, new Date(sinceMs)),
      ),
    );
  return row?.count ?? 0;
}

/**
 * Opens an account's e-mail address or phone number for one person to read. The audit entry is kept
 * before the value leaves: field, kind of purpose, and a keyed hash of the reason in the person's
 * own words, which may be personal and is kept nowhere. Refused tries are in the log as well.
 * @throws RingleaderError `forbidden`; `not_found` where nothing is sealed; `too_many_requests` past
 *   30 in an hour; `conflict` where the seal was altered; `unavailable` where its key is not here.
 */
export async function revealContact(
  stores: Stores,
  actor: Actor,
  accountId: string,
  body: z.infer<typeof revealBodySchema>,
  nowMs: number,
): Promise<RevealedContact> {
  authorize(actor, "account.reveal");
  const { field, purpose } = body;
  const event = {
    actorId: actor.userId,
    action: "account.reveal",
    objectType: "account",
    objectId: accountId,
    details: { field, purpose, reasonHash: keyedHash(stores.dir, body.reason) },
  };
  const contacts = await readContacts(stores.evidence, accountId);
  if (contacts === undefined)
    throw new RingleaderError("not_found", "there is no such account in the records");
  const sealed = field === "email" ? contacts.emailSealed : contacts.phoneSealed;
  if (sealed === "") {
    throw new RingleaderError(
      "not_found",
      `no ${field === "email" ? "e-mail address" : "phone number"} of this account is kept`,
    );
  }
  try {
    const value = openContact(contactKeys(stores.dir), field, accountId, sealed);
    const used = await stores.casebook.transaction(async (tx) => {
      // The entry first: it holds the log's end, so that reveals sent all at once are counted one by one.
      await appendAudit(tx, event, nowMs);
      const count = await revealsSince(tx, actor.userId, nowMs - MS_PER_HOUR);
      if (count > REVEALS_PER_HOUR_MAX) {
        throw new RingleaderError(
          "too_many_requests",
          `you have revealed ${REVEALS_PER_HOUR_MAX} contacts within an hour; go on later, or ask counsel for a list`,
        );
      }
      return count;
    });
    return { field, value, showMs: SHOW_MS, left: REVEALS_PER_HOUR_MAX - used };
  } catch (error) {
    if (error instanceof RingleaderError) {
      const details = { ...event.details, why: error.code };
      await recordView(stores.casebook, { ...event, action: "account.reveal.refuse", details }, nowMs);
    }
    throw error;
  }
}
