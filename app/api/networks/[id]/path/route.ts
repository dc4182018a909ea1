import { z } from "zod";
import { leftOutSchema } from "@/lib/domain/network-inside";
import { handle } from "@/lib/services/http/handle";
import { readPath } from "@/lib/services/networks/inside/path";

const paramsSchema = z.object({ id: z.string().min(1).max(64) });
const accountSchema = z.string().min(1).max(256);
const bodySchema = z.object({ from: accountSchema, to: accountSchema, without: leftOutSchema });

/** Changes nothing; identifiers do not belong in an address, which logs and histories keep. */
export const POST = handle(
  "desk.read",
  { params: paramsSchema, body: bodySchema },
  async ({ desk, params, body }) => readPath(desk.stores, params.id, body.from, body.to, body.without),
  ({ body }) => ({ objectType: "path", objectId: [body.from, body.to].sort().join(" ") }),
);
