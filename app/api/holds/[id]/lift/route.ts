import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { liftBodySchema, liftHold } from "@/lib/services/retention/holds";

export const POST = handle(
  "hold.edit",
  { params: z.object({ id: z.string().min(1).max(64) }), body: liftBodySchema },
  async ({ desk, actor, params, body, nowMs }) => liftHold(desk.stores, actor, params.id, body, nowMs),
);
