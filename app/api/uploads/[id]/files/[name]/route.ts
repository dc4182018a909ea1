import { z } from "zod";
import { RingleaderError } from "@/lib/core/errors";
import { handle } from "@/lib/services/http/handle";
import { removeUploadedFile } from "@/lib/services/uploads/discard";
import { uploadIdSchema } from "@/lib/services/uploads/folder";
import { receiveFile } from "@/lib/services/uploads/receive-file";

const params = z.object({ id: uploadIdSchema, name: z.string().min(1).max(400) });
const bytes = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** `size` is the whole file's; `offset` is where this part of it begins. */
const query = z.object({ size: bytes, offset: bytes.default(0) });

function lengthOf(request: Request): number {
  const length = bytes.safeParse(request.headers.get("content-length") ?? undefined);
  if (!length.success) throw new RingleaderError("bad_input", "the request must say how long its body is");
  return length.data;
}

/** The body is the file itself, or a part of it; it is streamed to disk and never held. */
export const PUT = handle(
  "import.run",
  { params, query },
  async ({ desk, actor, request, params: { id, name }, query: { size, offset }, nowMs }) =>
    receiveFile(
      desk.stores,
      actor,
      { uploadId: id, name, offset, length: lengthOf(request), size },
      request.body,
      nowMs,
    ),
);

export const DELETE = handle("import.run", { params }, async ({ desk, actor, params: { id, name }, nowMs }) =>
  removeUploadedFile(desk.stores, actor, id, name, nowMs),
);
