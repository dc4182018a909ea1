import { handle } from "@/lib/services/http/handle";
import { readOverview } from "@/lib/services/overview/read";

export const GET = handle("desk.read", {}, async ({ desk }) => readOverview(desk.stores));
