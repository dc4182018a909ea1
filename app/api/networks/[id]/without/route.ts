import { z } from "zod";
import { leftOutSchema } from "@/lib/domain/network-inside";
import { handle } from "@/lib/services/http/handle";
import { readWithout } from "@/lib/services/networks/inside/without";

const paramsSchema = z.object({ id: z.string().min(1).max(64) });

/** Changes nothing; identifiers are too many and too long for an address. */
export const POST = handle(
  "desk.read",
  { params: paramsSchema, body: z.object({ identifiers: leftOutSchema }) },
  async ({ desk, params, body }) => readWithout(desk.stores, params.id, body.identifiers),
  ({ params }) => ({ objectType: "network", objectId: params.id }),
);
