import { z } from "zod";
import { revealBodySchema, revealContact } from "@/lib/services/accounts/reveal";
import { handle } from "@/lib/services/http/handle";

export const POST = handle(
  "account.reveal",
  { params: z.object({ id: z.string().min(1).max(256) }), body: revealBodySchema },
  async ({ desk, actor, params, body, nowMs }) => revealContact(desk.stores, actor, params.id, body, nowMs),
);
