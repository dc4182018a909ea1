import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { listNetworks } from "@/lib/services/networks/read";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

export const GET = handle("desk.read", { query: querySchema }, async ({ desk, query }) =>
  listNetworks(desk.stores.casebook, query.limit, query.offset),
);
