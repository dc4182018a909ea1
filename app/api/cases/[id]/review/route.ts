import { z } from "zod";
import { reviewBodySchema, reviewCase } from "@/lib/services/cases/review";
import { handle } from "@/lib/services/http/handle";

export const POST = handle(
  "case.review",
  { params: z.object({ id: z.string().min(1).max(64) }), body: reviewBodySchema },
  async ({ desk, actor, params, body, nowMs }) => reviewCase(desk.stores, actor, params.id, body, nowMs),
);
