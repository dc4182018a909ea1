import { handle } from "@/lib/services/http/handle";
import { exportRoster } from "@/lib/services/roster/export";

export const GET = handle(
  "desk.read",
  {},
  async ({ desk, actor }) => exportRoster(desk.stores, actor),
  () => ({ objectType: "roster", objectId: "export" }),
);
