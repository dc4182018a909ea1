import { z } from "zod";
import { readAccount } from "@/lib/services/accounts/read";
import { handle } from "@/lib/services/http/handle";

const paramsSchema = z.object({ id: z.string().min(1).max(256) });

export const GET = handle(
  "account.read",
  { params: paramsSchema },
  async ({ desk, params }) => readAccount(desk.stores, params.id),
  ({ params }) => ({ objectType: "account", objectId: params.id }),
);
