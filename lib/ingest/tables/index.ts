import type { BundleTable } from "@/lib/domain/import";
import { accounts } from "./accounts";
import { apiKeys } from "./api-keys";
import { asn } from "./asn";
import type { BundleTableSpec } from "./bundle-table";
import { events } from "./events";
import { exchanges } from "./exchanges";
import { observations } from "./observations";
import { paymentInstruments } from "./payment-instruments";
import { roster } from "./roster";

/** Tables an import may bring into the evidence store; `truth` is for benchmarks and never comes in. */
export type StoredTable = Exclude<BundleTable, "truth">;

export const TABLE_SPECS: Readonly<Record<StoredTable, BundleTableSpec>> = {
  roster,
  asn,
  accounts,
  api_keys: apiKeys,
  payment_instruments: paymentInstruments,
  exchanges,
  observations,
  events,
};
