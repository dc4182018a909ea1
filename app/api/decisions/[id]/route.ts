import { z } from "zod";
import { decisionReasonSchema } from "@/lib/domain/decision-view";
import { withdrawDecision } from "@/lib/services/decisions/withdraw";
import { handle } from "@/lib/services/http/handle";

export const DELETE = handle(
  "link.decide",
  {
    params: z.object({ id: z.string().min(1).max(64) }),
    body: z.object({ reason: decisionReasonSchema }),
  },
  async ({ desk, actor, params, body, nowMs }) =>
    withdrawDecision(desk.stores, actor, params.id, body.reason, nowMs),
);
