import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { downloadDryRunRejects } from "@/lib/services/uploads/dry-run";
import { uploadIdSchema } from "@/lib/services/uploads/folder";

export const GET = handle(
  "import.run",
  { params: z.object({ id: uploadIdSchema }) },
  async ({ desk, actor, params }) => downloadDryRunRejects(desk.stores, actor, params.id),
  ({ params }) => ({ objectType: "reject_file", objectId: params.id }),
);
