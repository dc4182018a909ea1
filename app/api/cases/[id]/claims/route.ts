import { z } from "zod";
import { addClaim, claimBodySchema } from "@/lib/services/cases/claims";
import { handle } from "@/lib/services/http/handle";

export const POST = handle(
  "case.edit",
  { params: z.object({ id: z.string().min(1).max(64) }), body: claimBodySchema },
  async ({ desk, actor, params, body, nowMs }) => addClaim(desk.stores, actor, params.id, body, nowMs),
);
