import { handle } from "@/lib/services/http/handle";
import { openUpload } from "@/lib/services/uploads/open";

export const POST = handle("import.run", {}, async ({ desk, actor, nowMs }) =>
  openUpload(desk.stores, actor, nowMs),
);
