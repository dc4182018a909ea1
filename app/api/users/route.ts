import { handle } from "@/lib/services/http/handle";
import { listUsers } from "@/lib/services/users/invite";

export const GET = handle("user.read", {}, async ({ desk, nowMs }) => listUsers(desk.stores.casebook, nowMs));
