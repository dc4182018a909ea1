import { z } from "zod";
import { submitBodySchema, submitCase } from "@/lib/services/cases/submit";
import { handle } from "@/lib/services/http/handle";

export const POST = handle(
  "case.submit",
  { params: z.object({ id: z.string().min(1).max(64) }), body: submitBodySchema },
  async ({ desk, actor, params, body, nowMs }) => submitCase(desk.stores, actor, params.id, body, nowMs),
);
