import { address } from "@/lib/ingest/columns/address";
import { required } from "@/lib/ingest/columns/column";
import { decimal, integer } from "@/lib/ingest/columns/number";
import { freeText, id, label } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import type { BundleTableSpec } from "./bundle-table";

/** A prompt's text is read past and never stored. */
export const exchanges: BundleTableSpec = {
  table: "exchanges",
  columns: [
    required(time("ts")),
    required(id("account_id")),
    id("api_key_id"),
    address("ip"),
    label("model"),
    integer("input_tokens"),
    integer("output_tokens"),
    label("status"),
    freeText("user_agent"),
    label("tls_fingerprint"),
    label("client_profile"),
    label("template_id"),
    label("capability"),
    integer("max_tokens"),
    decimal("temperature", 0, 100),
    id("request_id"),
  ],
  dropped: ["prompt"],
  storedAs: {},
  keepsSource: false,
  refusesCardNumbers: false,
};
