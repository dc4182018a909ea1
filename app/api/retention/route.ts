import { handle } from "@/lib/services/http/handle";
import { readRetention } from "@/lib/services/retention/rules";

export const GET = handle("retention.read", {}, async ({ desk, nowMs }) =>
  readRetention(desk.stores.casebook, nowMs),
);
