import { isoUtc } from "@/lib/core/time";
import { BUNDLE_TABLES, type BundleTable } from "@/lib/domain/import";
import { Campaign } from "./campaign";
import { type CellType, SYNTH_COLUMNS, SYNTH_TYPES, type SynthRow } from "./columns";
import type { DayRange } from "./day-plans";
import { completeOptions, type SynthOptions } from "./options";
import { eventRows } from "./tables/events";
import { exchangeRows } from "./tables/exchanges";
import { accountRows, apiKeyRows, observationRows, paymentInstrumentRows, truthRows } from "./tables/holders";
import { asnRows, rosterRows } from "./tables/networks";

export { SYNTH_COLUMNS } from "./columns";
export { SYNTH_DEFAULTS, type SynthOptions } from "./options";

/** About as many exchanges as a part has; a part is whole days. */
export const EXCHANGES_PER_PART = 2_500_000;

const ROWS: { [Table in BundleTable]: (campaign: Campaign, days: DayRange) => Generator<SynthRow<Table>> } = {
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

/** A piece of a table that can be made on its own, in any order and by anybody. */
export interface SynthPart {
  /** "accounts"; "exchanges-0001" where the table has several parts. */
  name: string;
  /** Rows as typed files say them: times are epoch ms. Made while they are read. */
  rows: () => Generator<Record<string, string | number>>;
}

/** One file of the bundle: its table, its columns in order, and its rows, made while they are read. */
export interface SynthFile {
  table: BundleTable;
  columns: readonly string[];
  types: Readonly<Record<string, CellType>>;
  /** Rows the table will have, where that is known beforehand. */
  expectedRows: number | undefined;
  /** Rows as text files say them: times are ISO-8601 in UTC. */
  rows: () => Generator<Record<string, string | number>>;
  /** The same rows in parts, in order. */
  parts: readonly SynthPart[];
}

function* textRows(
  rows: Iterable<Record<string, string | number>>,
  types: Readonly<Record<string, CellType>>,
): Generator<Record<string, string | number>> {
  const times = Object.keys(types).filter((column) => types[column]?.startsWith("time") === true);
  for (const row of rows) {
    for (const column of times) {
      const value = row[column];
      if (typeof value === "number") row[column] = isoUtc(value);
    }
    yield row;
  }
}

function dayRanges(
  table: BundleTable,
  { days, exchanges }: SynthOptions,
  exchangesPerPart: number,
): DayRange[] {
  const count =
    table === "exchanges" ? Math.max(1, Math.min(days, Math.ceil(exchanges / exchangesPerPart))) : 1;
  return Array.from({ length: count }, (_, i) => ({
    fromDay: Math.floor((i * days) / count),
    toDay: Math.floor(((i + 1) * days) / count),
  }));
}

function expectedRows(table: BundleTable, options: SynthOptions): number | undefined {
  if (table === "exchanges") return options.exchanges;
  if (table === "accounts" || table === "truth") return options.operatorAccounts + options.honestAccounts;
  return undefined;
}

/**
 * A synthetic campaign as the files of import bundle v1 (truth among them). Rows are made one at a
 * time; memory stays at a few bytes per account plus one day's schedule.
 * How a table is cut into parts depends on the options and `exchangesPerPart` alone.
 * Throws RingleaderError bad_input on impossible options.
 */
export function synthFiles(
  partial: Partial<SynthOptions> = {},
  exchangesPerPart: number = EXCHANGES_PER_PART,
): SynthFile[] {
  const options = completeOptions(partial);
  let shared: Campaign | undefined;
  return BUNDLE_TABLES.map((table) => {
    const types = SYNTH_TYPES[table];
    const ranges = dayRanges(table, options, exchangesPerPart);
    return {
      table,
      columns: SYNTH_COLUMNS[table],
      types,
      expectedRows: expectedRows(table, options),
      rows: () => textRows(ROWS[table](new Campaign(options), { fromDay: 0, toDay: options.days }), types),
      parts: ranges.map((days, i) => ({
        name: ranges.length === 1 ? table : `${table}-${String(i + 1).padStart(4, "0")}`,
        rows: () => ROWS[table]((shared ??= new Campaign(options)), days),
      })),
    };
  });
}
