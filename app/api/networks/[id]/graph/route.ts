import { z } from "zod";
import { networkGraph } from "@/lib/services/graph/network-graph";
import { handle } from "@/lib/services/http/handle";

const paramsSchema = z.object({ id: z.string().min(1).max(64) });
const querySchema = z.object({ accounts: z.coerce.number().int().min(1).max(2_000).default(150) });

export const GET = handle(
  "desk.read",
  { params: paramsSchema, query: querySchema },
  async ({ desk, params, query }) => networkGraph(desk.stores, params.id, query.accounts),
  ({ params }) => ({ objectType: "graph", objectId: params.id }),
);
