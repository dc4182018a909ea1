import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { uploadIdSchema } from "@/lib/services/uploads/folder";
import { inspectUpload } from "@/lib/services/uploads/inspect";

export const GET = handle(
  "import.run",
  { params: z.object({ id: uploadIdSchema }) },
  async ({ desk, actor, params }) => inspectUpload(desk.stores, actor, params.id),
  ({ params }) => ({ objectType: "upload", objectId: params.id }),
);
