import { z } from "zod";
import { handle } from "@/lib/services/http/handle";
import { discardUpload } from "@/lib/services/uploads/discard";
import { uploadIdSchema } from "@/lib/services/uploads/folder";
import { ownUpload, uploadView } from "@/lib/services/uploads/open";

const params = z.object({ id: uploadIdSchema });

export const GET = handle("import.run", { params }, async ({ desk, actor, params: { id } }) =>
  uploadView(await ownUpload(desk.stores.casebook, actor, id)),
);

export const DELETE = handle("import.run", { params }, async ({ desk, actor, params: { id }, nowMs }) =>
  discardUpload(desk.stores, actor, id, nowMs),
);
