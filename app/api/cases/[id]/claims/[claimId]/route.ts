import { z } from "zod";
import { withdrawClaim } from "@/lib/services/cases/claims";
import { handle } from "@/lib/services/http/handle";

const paramsSchema = z.object({ id: z.string().min(1).max(64), claimId: z.string().min(1).max(64) });

export const DELETE = handle(
  "case.edit",
  { params: paramsSchema, query: z.object({ version: z.coerce.number().int().positive() }) },
  async ({ desk, actor, params, query, nowMs }) =>
    withdrawClaim(desk.stores, actor, params.id, params.claimId, query.version, nowMs),
);
