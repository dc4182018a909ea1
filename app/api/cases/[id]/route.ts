import { z } from "zod";
import { readCase } from "@/lib/services/cases/read";
import { handle } from "@/lib/services/http/handle";
import { recordView } from "@/lib/stores/casebook/audit";

export const GET = handle(
  "case.read",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, actor, params, nowMs }) => {
    const found = await readCase(desk.stores.casebook, actor, params.id);
    await recordView(
      desk.stores.casebook,
      { actorId: actor.userId, action: "case.view", objectType: "case", objectId: found.id },
      nowMs,
    );
    return found;
  },
);
