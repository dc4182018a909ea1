import { handle } from "@/lib/services/http/handle";

export const GET = handle("self.read", {}, async ({ actor }) => actor);
