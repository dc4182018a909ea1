import { BUNDLE_TABLES, type BundleTable } from "@/lib/domain/import";
import { Campaign } from "./campaign";
import { SYNTH_COLUMNS, type SynthRow } from "./columns";
import { completeOptions, type SynthOptions } from "./options";
import { eventRows } from "./tables/events";
import { exchangeRows } from "./tables/exchanges";
import { accountRows, apiKeyRows, observationRows, paymentInstrumentRows, truthRows } from "./tables/holders";
import { asnRows, rosterRows } from "./tables/networks";

export { SYNTH_COLUMNS } from "./columns";
export { SYNTH_DEFAULTS, type SynthOptions } from "./options";

const ROWS: { [Table in BundleTable]: (campaign: Campaign) => Generator<SynthRow<Table>> } = {
  roster: rosterRows,
  asn: asnRows,
  accounts: accountRows,
  api_keys: apiKeyRows,
  payment_instruments: paymentInstrumentRows,
  exchanges: exchangeRows,
  observations: observationRows,
  events: eventRows,
  truth: truthRows,
};

/** One file of the bundle: its table, its columns in order, and its rows, made while they are read. */
export interface SynthFile {
  table: BundleTable;
  columns: readonly string[];
  rows: () => Generator<Record<string, string | number>>;
}

/**
 * A synthetic campaign as the files of import bundle v1 (truth among them). Rows are made one at a
 * time; memory stays at a few bytes per account plus one day's schedule. Times are ISO-8601 in UTC.
 * Throws RingleaderError bad_input on impossible options.
 */
export function synthFiles(partial: Partial<SynthOptions> = {}): SynthFile[] {
  const options = completeOptions(partial);
  return BUNDLE_TABLES.map((table) => ({
    table,
    columns: SYNTH_COLUMNS[table],
    rows: () => ROWS[table](new Campaign(options)),
  }));
}
