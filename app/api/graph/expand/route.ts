import { z } from "zod";
import { keyedHash } from "@/lib/services/audit/keyed-hash";
import { expandNode } from "@/lib/services/graph/expand";
import { handle } from "@/lib/services/http/handle";

const querySchema = z.object({
  node: z.string().min(1).max(4_200),
  kind: z.string().max(40).default("account"),
  limit: z.coerce.number().int().min(0).max(1_000).default(100),
  network: z.string().max(64).default(""),
});

export const GET = handle(
  "desk.read",
  { query: querySchema },
  async ({ desk, query }) => expandNode(desk.stores, query.node, query.kind, query.limit, query.network),
  ({ desk, query }) => ({ objectType: "node", objectId: keyedHash(desk.stores.dir, query.node) }),
);
