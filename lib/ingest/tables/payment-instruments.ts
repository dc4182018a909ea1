import { choice, country } from "@/lib/ingest/columns/choice";
import { required, type Column } from "@/lib/ingest/columns/column";
import { pattern, plainText } from "@/lib/ingest/columns/plain-text";
import { id, idOf } from "@/lib/ingest/columns/text";
import { time } from "@/lib/ingest/columns/time";
import { Fault } from "@/lib/ingest/fault";
import type { BundleTableSpec } from "./bundle-table";

const NO_BIN = new Fault("is no BIN: 4 to 8 digits");

const bin: Column = {
  name: "bin",
  required: false,
  empty: "",
  time: false,
  parse(cell) {
    const text = idOf(cell);
    if (typeof text !== "string") return text;
    return /^\d{4,8}$/.test(text) ? text : NO_BIN;
  },
  byStore: (type) => plainText(type, 8, (cell) => `match(${cell}, ${pattern("^[0-9]{4,8}$")})`),
};

/** The billing name is known to the format and never stored. */
export const paymentInstruments: BundleTableSpec = {
  table: "payment_instruments",
  columns: [
    required(id("account_id")),
    required(id("fingerprint")),
    choice("kind", ["card", "bank", "wallet", "invoice", "crypto", "credits"], "card"),
    bin,
    choice("funding", ["credit", "debit", "prepaid", "virtual", "unknown"], "unknown"),
    country("issuer_country"),
    time("added_at"),
    time("removed_at"),
  ],
  dropped: ["billing_name"],
  storedAs: {},
  keepsSource: true,
  refusesCardNumbers: true,
  byStore: {},
};
