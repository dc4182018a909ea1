import { z } from "zod";
import { readAccountProfile } from "@/lib/services/accounts/profile";
import { handle } from "@/lib/services/http/handle";

const paramsSchema = z.object({ id: z.string().min(1).max(256) });

export const GET = handle(
  "account.read",
  { params: paramsSchema },
  async ({ desk, params }) => readAccountProfile(desk.stores, params.id),
  ({ params }) => ({ objectType: "account", objectId: params.id }),
);
