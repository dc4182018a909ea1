import { isNull } from "drizzle-orm";
import { rosterEntry } from "@/drizzle/schema";
import { RingleaderError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { RosterEntry } from "@/lib/domain/roster";
import type { RosterEntryBody, RosterOrigin } from "@/lib/domain/roster-view";
import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { Fault } from "@/lib/ingest/fault";
import { appendAudit } from "@/lib/stores/casebook/audit";
import type { CasebookTransaction } from "@/lib/stores/casebook/client";
import type { Stores } from "@/lib/stores/connect";
import { rosterKey } from "./known";
import { markRunsStale } from "./mark-stale";
import { parseEntry } from "./parse-entry";

/** An entry from a form. @throws RingleaderError `bad_input` naming what is wrong */
export function entryOfBody(body: RosterEntryBody): RosterEntry {
  const entry = parseEntry({ ...body, capacity: String(body.capacity) });
  if (entry instanceof Fault)
    throw new RingleaderError(
      "bad_input",
      `${entry.column === "cidr_or_value" ? "the address, range or value" : entry.column} ${entry.reason}`,
    );
  return entry;
}

/** Entries that hold now, by what they cover. The rows are locked against a second writer. */
export async function openEntries(
  tx: CasebookTransaction,
): Promise<Map<string, typeof rosterEntry.$inferSelect>> {
  const rows = await tx.select().from(rosterEntry).where(isNull(rosterEntry.withdrawnAt)).for("update");
  return new Map(rows.map((row) => [rosterKey(row), row]));
}

/** Keeps a new entry and says so in the audit log and on the runs, in the caller's transaction. */
export async function insertEntry(
  tx: CasebookTransaction,
  actor: Actor,
  entry: RosterEntry,
  origin: Exclude<RosterOrigin, "import">,
  nowMs: number,
): Promise<string> {
  if ((await openEntries(tx)).has(rosterKey(entry)))
    throw new RingleaderError("conflict", "this is on the roster already; withdraw that entry first");
  const id = newId("rost");
  await tx
    .insert(rosterEntry)
    .values({ id, ...entry, origin, byName: actor.name, createdAt: new Date(nowMs) });
  await markRunsStale(tx, nowMs);
  await appendAudit(
    tx,
    {
      actorId: actor.userId,
      action: "roster.add",
      objectType: "roster_entry",
      objectId: id,
      details: { kind: entry.kind, class: entry.class, capacity: entry.capacity, origin },
    },
    nowMs,
  );
  return id;
}

/** Adds an entry a person typed. */
export async function addRosterEntry(
  stores: Stores,
  actor: Actor,
  body: RosterEntryBody,
  nowMs: number,
): Promise<{ id: string }> {
  authorize(actor, "roster.edit");
  const entry = entryOfBody(body);
  return await stores.casebook.transaction(async (tx) => ({
    id: await insertEntry(tx, actor, entry, "editor", nowMs),
  }));
}
