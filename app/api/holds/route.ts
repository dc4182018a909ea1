import { handle } from "@/lib/services/http/handle";
import { holdBodySchema, placeHold } from "@/lib/services/retention/holds";

export const POST = handle("hold.edit", { body: holdBodySchema }, async ({ desk, actor, body, nowMs }) =>
  placeHold(desk.stores, actor, body, nowMs),
);
