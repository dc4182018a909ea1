import { z } from "zod";
import { findCase, readCase } from "@/lib/services/cases/read";
import { handle } from "@/lib/services/http/handle";

export const GET = handle(
  "case.read",
  { params: z.object({ id: z.string().min(1).max(64) }) },
  async ({ desk, actor, params }) => {
    const { id } = await findCase(desk.stores.casebook, params.id);
    return await readCase(desk.stores.casebook, actor, id);
  },
  (_input, found) => (isCase(found) ? { objectType: "case", objectId: found.id } : undefined),
);

function isCase(found: unknown): found is { id: string } {
  return typeof found === "object" && found !== null && "id" in found && typeof found.id === "string";
}
