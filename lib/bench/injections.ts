import type { BundleTable } from "@/lib/domain/import";
import { seededRng } from "@/lib/core/rng";
import { DEFAULT_PARAMETERS, RESOLVE_SEED } from "@/lib/engine/parameters";
import { resolve } from "@/lib/engine/resolve";
import { groupsOf } from "./attribution";
import {
  handOverInjection,
  HUB_MODES,
  hubInjection,
  type HubMode,
  type Injection,
  type Innocent,
} from "./injection-cases";
import { loadInput, loadTruth, type RowsOf } from "./load-input";
import type { TruthRow } from "./metrics";
import { type CsvRow, timeMs } from "./read-table";
import { NETWORK_MIN } from "./scenario-figures";

const TABLES = [
  "roster",
  "accounts",
  "api_keys",
  "payment_instruments",
  "exchanges",
  "observations",
] as const;
const SIZES = [10, 50, 100, 1_000, 10_000] as const;
/** More holders would take the address years past the end of the records. */
const HAND_OVER_MAX = 100;
const TIMED_KINDS = [
  "device",
  "payment_instrument",
  "ip",
  "phone",
  "referral_code",
  "card_bin",
  "prompt_template",
] as const;

/** What one injection changed for honest accounts; all figures are counts of accounts. */
export interface InjectionRun {
  kind: string;
  mode: Injection["mode"];
  innocents: number;
  /** Two values on the same accounts: a real office looks like it, so it stands apart. */
  hard: boolean;
  honest_in_8_before: number;
  honest_in_8_after: number;
  /** Honest accounts in a network that were in none, and of these with an operator's account. */
  gained_2: number;
  gained_2_with_operator: number;
  /** Honest accounts in a network of at least 8 that were in none such. */
  gained_8: number;
  gained_8_with_operator: number;
  operators_in_8_before: number;
  operators_in_8_after: number;
}

export interface InjectionBenchOptions {
  rowsOf: RowsOf;
  truth: ReadonlyMap<string, TruthRow>;
  /** Kinds of hubs, one value at a time. */
  kinds: readonly string[];
  /** Kinds given together. */
  together: readonly (readonly string[])[];
  sizes?: readonly number[];
  modes?: readonly HubMode[];
  /** False for data without use times. */
  timed: boolean;
  seed?: string;
}

/** Everything the engine reads, kept so that each case need not be read anew. */
async function keptTables(rowsOf: RowsOf): Promise<RowsOf> {
  const kept = new Map<BundleTable, CsvRow[]>();
  for (const table of TABLES) {
    const rows: CsvRow[] = [];
    for await (const row of rowsOf(table)) rows.push(row);
    kept.set(table, rows);
  }
  return (table) => kept.get(table) ?? [];
}

function injected(rowsOf: RowsOf, injection: Pick<Injection, "rows" | "movedMs">): RowsOf {
  return async function* rows(table): AsyncGenerator<CsvRow> {
    for await (const row of rowsOf(table)) {
      const moved = table === "accounts" ? injection.movedMs.get(row["account_id"] ?? "") : undefined;
      yield moved === undefined ? row : { ...row, created_at: String(moved) };
    }
    if (table === "observations") yield* injection.rows;
  };
}

interface Grouped {
  groupOf: Map<string, number>;
  size: Map<number, number>;
  withOperator: Set<number>;
}

async function grouped(rowsOf: RowsOf, truth: ReadonlyMap<string, TruthRow>): Promise<Grouped> {
  const input = await loadInput(rowsOf);
  const groupOf = groupsOf(resolve(input, DEFAULT_PARAMETERS, seededRng(RESOLVE_SEED)));
  const size = new Map<number, number>();
  const withOperator = new Set<number>();
  for (const [accountId, group] of groupOf) {
    size.set(group, (size.get(group) ?? 0) + 1);
    if (truth.get(accountId)?.label !== "innocent") withOperator.add(group);
  }
  return { groupOf, size, withOperator };
}

const sizeFor = ({ groupOf, size }: Grouped, accountId: string): number =>
  size.get(groupOf.get(accountId) ?? -1) ?? 0;

function compare(
  injection: Injection,
  before: Grouped,
  after: Grouped,
  truth: ReadonlyMap<string, TruthRow>,
): InjectionRun {
  const run: InjectionRun = {
    kind: injection.kind,
    mode: injection.mode,
    innocents: injection.innocents,
    hard: injection.kind.includes(" + "),
    honest_in_8_before: 0,
    honest_in_8_after: 0,
    gained_2: 0,
    gained_2_with_operator: 0,
    gained_8: 0,
    gained_8_with_operator: 0,
    operators_in_8_before: 0,
    operators_in_8_after: 0,
  };
  for (const [accountId, { label }] of truth) {
    const was = sizeFor(before, accountId);
    const is = sizeFor(after, accountId);
    if (label !== "innocent") {
      if (was >= NETWORK_MIN) run.operators_in_8_before++;
      if (is >= NETWORK_MIN) run.operators_in_8_after++;
      continue;
    }
    const mixed = after.withOperator.has(after.groupOf.get(accountId) ?? -1);
    if (was >= NETWORK_MIN) run.honest_in_8_before++;
    if (is >= NETWORK_MIN) run.honest_in_8_after++;
    if (was === 0 && is > 0) {
      run.gained_2++;
      if (mixed) run.gained_2_with_operator++;
    }
    if (was < NETWORK_MIN && is >= NETWORK_MIN) {
      run.gained_8++;
      if (mixed) run.gained_8_with_operator++;
    }
  }
  return run;
}

async function innocentsOf(rowsOf: RowsOf, truth: ReadonlyMap<string, TruthRow>): Promise<Innocent[]> {
  const innocents: Innocent[] = [];
  for await (const row of rowsOf("accounts")) {
    const accountId = row["account_id"] ?? "";
    if (truth.get(accountId)?.label !== "innocent") continue;
    innocents.push({ accountId, createdMs: timeMs(row["created_at"]) ?? Number.NaN });
  }
  return innocents.sort((x, y) => (x.accountId < y.accountId ? -1 : 1));
}

/**
 * Gives innocents one new value and looks who is in a network then and was not before. Sizes that are more
 * than the innocents there are are left out.
 */
export async function runInjectionBench(
  options: InjectionBenchOptions,
  onRun: (run: InjectionRun) => void = () => undefined,
): Promise<InjectionRun[]> {
  const { rowsOf, truth, timed } = options;
  const innocents = await innocentsOf(rowsOf, truth);
  const seed = options.seed ?? "injections/1";
  const plain = await grouped(rowsOf, truth);
  const moved = new Map<number, Grouped>();
  const runs: InjectionRun[] = [];
  const tried = async (injection: Injection): Promise<void> => {
    let before = plain;
    if (injection.movedMs.size > 0) {
      before =
        moved.get(injection.innocents) ??
        (await grouped(injected(rowsOf, { rows: [], movedMs: injection.movedMs }), truth));
      moved.set(injection.innocents, before);
    }
    const run = compare(injection, before, await grouped(injected(rowsOf, injection), truth), truth);
    runs.push(run);
    onRun(run);
  };
  const sizes = (options.sizes ?? SIZES).filter((size) => size <= innocents.length);
  for (const kinds of [...options.kinds.map((kind) => [kind]), ...options.together]) {
    for (const mode of options.modes ?? HUB_MODES) {
      for (const size of sizes) {
        const rng = seededRng(`${seed}/${mode}/${size}`);
        await tried(hubInjection(kinds, mode, innocents, size, timed, rng));
      }
    }
  }
  for (const mode of ["leases apart", "leases close"] as const) {
    for (const size of sizes.filter((size) => size <= HAND_OVER_MAX)) {
      await tried(handOverInjection(mode, innocents, size, seededRng(`${seed}/${mode}/${size}`)));
    }
  }
  return runs;
}

/** Injections that suit data with use times, and data of token transfers without. */
export const INJECTED = {
  timed: {
    kinds: TIMED_KINDS,
    together: [
      ["device", "ip"],
      ["payment_instrument", "ip"],
      ["device", "payment_instrument"],
    ],
  },
  transfers: { kinds: ["recv_erc20_polygon", "recv_native_xdai"], together: [["device", "ip"]] },
} as const;

/** Tables kept in memory, with the truth of the same source. */
export async function injectionData(
  rowsOf: RowsOf,
): Promise<Pick<InjectionBenchOptions, "rowsOf" | "truth" | "timed">> {
  const kept = await keptTables(rowsOf);
  let timed = false;
  for await (const row of kept("observations")) if ((row["first_seen"] ?? "") !== "") timed = true;
  return { rowsOf: kept, truth: await loadTruth(rowsOf), timed };
}
