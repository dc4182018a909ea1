import { rosterEntryBodySchema } from "@/lib/domain/roster-view";
import { handle } from "@/lib/services/http/handle";
import { addRosterEntry } from "@/lib/services/roster/add";
import { readRoster } from "@/lib/services/roster/read";

export const GET = handle("desk.read", {}, async ({ desk, actor }) => readRoster(desk.stores, actor));

export const POST = handle(
  "roster.edit",
  { body: rosterEntryBodySchema },
  async ({ desk, actor, body, nowMs }) => addRosterEntry(desk.stores, actor, body, nowMs),
);
