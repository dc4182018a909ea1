import { z } from "zod";
import { rosterReasonSchema } from "@/lib/domain/roster-view";
import { handle } from "@/lib/services/http/handle";
import { withdrawRosterEntry } from "@/lib/services/roster/withdraw";

export const POST = handle(
  "roster.edit",
  {
    params: z.object({ id: z.string().min(1).max(64) }),
    body: z.object({ reason: rosterReasonSchema }),
  },
  async ({ desk, actor, params, body, nowMs }) =>
    withdrawRosterEntry(desk.stores, actor, params.id, body.reason, nowMs),
);
