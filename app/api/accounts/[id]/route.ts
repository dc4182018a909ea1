import { z } from "zod";
import { readAccount } from "@/lib/services/accounts/read";
import { handle } from "@/lib/services/http/handle";
import { recordView } from "@/lib/stores/casebook/audit";

const paramsSchema = z.object({ id: z.string().min(1).max(256) });

export const GET = handle(
  "account.read",
  { params: paramsSchema },
  async ({ desk, actor, params, nowMs }) => {
    const found = await readAccount(desk.stores, params.id);
    await recordView(
      desk.stores.casebook,
      { actorId: actor.userId, action: "account.view", objectType: "account", objectId: params.id },
      nowMs,
    );
    return found;
  },
);
