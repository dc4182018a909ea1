import { z } from "zod";
import { expandMenu } from "@/lib/services/graph/expand";
import { handle } from "@/lib/services/http/handle";

const querySchema = z.object({ node: z.string().min(1).max(4_200) });

export const GET = handle("desk.read", { query: querySchema }, async ({ desk, query }) =>
  expandMenu(desk.stores, query.node),
);
