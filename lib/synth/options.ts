import { RingleaderError } from "@/lib/core/errors";

/** How large a campaign is, and which one: the same options give the same rows, byte for byte. */
export interface SynthOptions {
  /** Accounts run by operators (the larger operator runs 88 % of them). */
  operatorAccounts: number;
  honestAccounts: number;
  /** Exchanges of everybody together; operators make about 72 % of them. */
  exchanges: number;
  /** Length of the window in whole UTC days. */
  days: number;
  seed: number;
  /** UTC midnight the window begins at, epoch ms. */
  startMs: number;
}

/** A demo that imports in seconds: 22 April to 5 June 2026 UTC. */
export const SYNTH_DEFAULTS: SynthOptions = {
  operatorAccounts: 1_200,
  honestAccounts: 12_000,
  exchanges: 400_000,
  days: 45,
  seed: 1,
  startMs: Date.UTC(2026, 3, 22),
};

const MAXIMUM: Record<keyof SynthOptions, number> = {
  operatorAccounts: 1_000_000,
  honestAccounts: 16_000_000,
  exchanges: 2_000_000_000,
  days: 366,
  seed: Number.MAX_SAFE_INTEGER,
  startMs: Date.UTC(2100, 0, 1),
};

/** One day's schedule is held in memory, so it has a bound. */
const EXCHANGES_PER_DAY_MAX = 20_000_000;

/** Defaults filled in. Throws RingleaderError bad_input on a figure that is no whole number or out of range. */
export function completeOptions(partial: Partial<SynthOptions>): SynthOptions {
  const options: SynthOptions = { ...SYNTH_DEFAULTS };
  for (const key of ["operatorAccounts", "honestAccounts", "exchanges", "days", "seed", "startMs"] as const) {
    const value = partial[key] ?? SYNTH_DEFAULTS[key];
    const minimum = key === "days" ? 1 : 0;
    if (!Number.isSafeInteger(value) || value < minimum || value > MAXIMUM[key]) {
      throw new RingleaderError(
        "bad_input",
        `${key} must be a whole number from ${minimum} to ${MAXIMUM[key]}`,
      );
    }
    options[key] = value;
  }
  if (options.exchanges / options.days > EXCHANGES_PER_DAY_MAX) {
    throw new RingleaderError(
      "bad_input",
      `exchanges must be at most ${EXCHANGES_PER_DAY_MAX} a day of the window`,
    );
  }
  if (options.exchanges > 0 && options.operatorAccounts + options.honestAccounts === 0) {
    throw new RingleaderError("bad_input", "exchanges need at least one account to make them");
  }
  return options;
}
