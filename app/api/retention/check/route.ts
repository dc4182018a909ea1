import { handle } from "@/lib/services/http/handle";
import { checkRetention } from "@/lib/services/retention/run";

export const POST = handle("retention.read", {}, async ({ desk, nowMs }) =>
  checkRetention(desk.stores, nowMs),
);
