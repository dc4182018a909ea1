import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { readHolds } from "@/lib/services/networks/inside/holds";

const paramsSchema = z.object({ id: z.string().min(1).max(64) });

export const GET = handle(
  "desk.read",
  { params: paramsSchema },
  async ({ desk, params }) => readHolds(desk.stores, params.id),
  ({ params }) => ({ objectType: "network", objectId: params.id }),
);
