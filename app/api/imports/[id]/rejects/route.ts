import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { downloadRejects } from "@/lib/services/imports/reject-file";

export const GET = handle(
  "import.read",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, actor, params }) => downloadRejects(desk.stores, actor, params.id),
  ({ params }) => ({ objectType: "reject_file", objectId: params.id }),
);
