import { reviewQueue } from "@/lib/services/cases/read";
import { handle } from "@/lib/services/http/handle";

export const GET = handle("case.read", {}, async ({ desk }) => reviewQueue(desk.stores.casebook));
