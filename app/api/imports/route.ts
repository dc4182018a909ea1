import { handle } from "@/lib/services/http/handle";
import { listImports } from "@/lib/services/imports/records";

export const GET = handle("import.read", {}, async ({ desk }) => listImports(desk.stores.casebook));
