import { choice } from "@/lib/ingest/columns/choice";
import { required } from "@/lib/ingest/columns/column";
import { freeText, id } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import type { BundleTableSpec } from "./bundle-table";

export const events: BundleTableSpec = {
  table: "events",
  columns: [
    required(time("at")),
    required(choice("kind", ["ban", "verification", "model_release", "tip", "other"], "other")),
    id("account_id"),
    freeText("subject"),
    freeText("note"),
  ],
  dropped: [],
  storedAs: {},
  keepsSource: true,
  refusesCardNumbers: false,
};
