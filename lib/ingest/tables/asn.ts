import { range } from "@/lib/ingest/columns/address";
import { country } from "@/lib/ingest/columns/choice";
import { required, type Column } from "@/lib/ingest/columns/column";
import { integer } from "@/lib/ingest/columns/number";
import { freeText } from "@/lib/ingest/columns/text";
import type { BundleTableSpec } from "./bundle-table";

const number = integer("asn");
const asNumber: Column = {
  ...number,
  required: true,
  parse: (cell, now) => number.parse(typeof cell === "string" ? cell.replace(/^\s*AS/i, "") : cell, now),
};

export const asn: BundleTableSpec = {
  table: "asn",
  columns: [
    required(range("cidr")),
    asNumber,
    freeText("organization"),
    country("country"),
    freeText("class"),
  ],
  dropped: [],
  storedAs: {},
  keepsSource: true,
  refusesCardNumbers: false,
};
