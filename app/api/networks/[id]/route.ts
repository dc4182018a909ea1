import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { readNetwork } from "@/lib/services/networks/read";

const paramsSchema = z.object({ id: z.string().min(1).max(64) });
const querySchema = z.object({ members: z.coerce.number().int().min(1).max(5_000).default(200) });

export const GET = handle(
  "desk.read",
  { params: paramsSchema, query: querySchema },
  async ({ desk, params, query }) => readNetwork(desk.stores, params.id, query.members),
  ({ params }) => ({ objectType: "network", objectId: params.id }),
);
