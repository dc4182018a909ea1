import type { Actor } from "@/lib/domain/user";
import { authorize } from "@/lib/auth/authorize";
import { csvLine } from "@/lib/packet/format/csvText";
import type { Stores } from "@/lib/stores/connect";
import { readKnownRoster } from "./known";

/** The roster as it holds now, as a CSV file that can come in again here or as an import. */
export async function exportRoster(stores: Stores, actor: Actor): Promise<Response> {
  authorize(actor, "desk.read");
  const lines = (await readKnownRoster(stores)).map((entry) =>
    csvLine([entry.cidrOrValue, entry.kind, entry.class, entry.capacity, entry.note]),
  );
  return new Response([csvLine(["cidr_or_value", "kind", "class", "capacity", "note"]), ...lines].join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="roster.csv"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
