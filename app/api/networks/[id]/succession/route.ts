import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { handle } from "@/lib/services/http/handle";
import { readSuccession } from "@/lib/services/networks/lineage";

/** Where the accounts of a network are that the newest run no longer finds. */
export const GET = handle(
  "desk.read",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, params }) => {
    const found = await readSuccession(desk.stores.casebook, params.id);
    if (found === null) throw new RingleaderError("not_found", "there is no such network of an earlier run");
    return found;
  },
  ({ params }) => ({ objectType: "network", objectId: params.id }),
);
