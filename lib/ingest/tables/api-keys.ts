import { required } from "@/lib/ingest/columns/column";
import { apiKeyId, id } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import type { BundleTableSpec } from "./bundle-table";

export const apiKeys: BundleTableSpec = {
  table: "api_keys",
  columns: [
    required(apiKeyId("api_key_id")),
    required(id("account_id")),
    time("created_at"),
    time("revoked_at"),
  ],
  dropped: [],
  storedAs: {},
  keepsSource: true,
  refusesCardNumbers: false,
  byStore: {},
};
