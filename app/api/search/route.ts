import { z } from "zod";
import { sha256Hex } from "@/lib/core/hash";
import { handle } from "@/lib/services/http/handle";
import { search } from "@/lib/services/search/search";
import { recordView } from "@/lib/stores/casebook/audit";

const querySchema = z.object({ q: z.string().max(512).default("") });

export const GET = handle("account.read", { query: querySchema }, async ({ desk, actor, query, nowMs }) => {
  const found = await search(desk.stores, query.q);
  // What was searched for may be personal: the log keeps its hash.
  if (found.query !== "")
    await recordView(
      desk.stores.casebook,
      {
        actorId: actor.userId,
        action: "search",
        objectType: "query",
        objectId: sha256Hex(found.query).slice(0, 16),
        details: { hits: found.total },
      },
      nowMs,
    );
  return found;
});
