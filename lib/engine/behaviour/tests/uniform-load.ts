import { counted, grouped } from "@/lib/core/format";
import { gammaLowerTail, gammaUpperTail } from "@/lib/core/stats";
import { type DailyCounts, dailyCounts, type NetworkActivity } from "./network-activity";
import {
  ACCOUNTS_MIN,
  bitsOf,
  type NetworkBehaviourTest,
  notEnoughData,
  P_AGAINST_MAX,
  P_FOR_MAX,
  sampleWords,
  windowWords,
} from "./network-behaviour-test";

const BLOCK_DAYS = 7;
/** Mean count of a cell under which χ² says little. */
const EXPECTED_MIN = 2;
const DEGREES_MIN = 40;
/** How much more even than chance it must be to be worth a word, and how uneven to speak against. */
const RATIO_FOR_MAX = 0.75;
const RATIO_AGAINST_MIN = 3;

interface Dispersion {
  /** Σ (n − e)² / e over all cells of all blocks. */
  d: number;
  degrees: number;
  cells: number;
  exchanges: number;
  accounts: number;
}

/**
 * Weeks of the window; in each, the accounts that were in use before, through and after it (or up to the window's
 * own ends), so that all had the same time. A cell is an account's exchanges of a day; what to expect in it is
 * account total × day total / total, so that neither a lower cap nor a busy day counts as uneven.
 */
function dispersionOf({ days, counts, first, last }: DailyCounts): Dispersion {
  const found: Dispersion = { d: 0, degrees: 0, cells: 0, exchanges: 0, accounts: 0 };
  const seen = new Set<number>();
  for (let from = 0; from + BLOCK_DAYS <= days; from += BLOCK_DAYS) {
    const rows: number[] = [];
    for (const [account, begun] of first.entries()) {
      const ended = last[account] ?? -1;
      const before = begun >= 0 && (begun < from || begun === 0);
      const after = ended >= from + BLOCK_DAYS || ended === days - 1;
      if (before && after) rows.push(account);
    }
    addBlock(found, seen, rows, (account, day) => counts[account * days + from + day] ?? 0);
  }
  found.accounts = seen.size;
  return found;
}

function addBlock(
  found: Dispersion,
  seen: Set<number>,
  candidates: readonly number[],
  countOf: (account: number, day: number) => number,
): void {
  const perDay = Array.from({ length: BLOCK_DAYS }, () => 0);
  const rows: { account: number; sum: number }[] = [];
  for (const account of candidates) {
    let sum = 0;
    for (let day = 0; day < BLOCK_DAYS; day++) sum += countOf(account, day);
    if (sum < EXPECTED_MIN * BLOCK_DAYS) continue;
    rows.push({ account, sum });
    for (let day = 0; day < BLOCK_DAYS; day++) perDay[day] = (perDay[day] ?? 0) + countOf(account, day);
  }
  const total = rows.reduce((sum, row) => sum + row.sum, 0);
  const daysUsed = perDay.filter((sum) => sum > 0).length;
  if (rows.length < ACCOUNTS_MIN || daysUsed < 2) return;
  for (const { account, sum } of rows) {
    seen.add(account);
    for (const [day, daySum] of perDay.entries()) {
      if (daySum === 0) continue;
      const expected = (sum * daySum) / total;
      found.d += (countOf(account, day) - expected) ** 2 / expected;
    }
  }
  found.degrees += (rows.length - 1) * (daysUsed - 1);
  found.cells += rows.length * daysUsed;
  found.exchanges += total;
}

function run(activity: NetworkActivity): ReturnType<NetworkBehaviourTest["run"]> {
  const { d, degrees, cells, exchanges, accounts } = dispersionOf(dailyCounts(activity.sample, activity));
  const basis = [
    { label: "accounts compared", value: accounts },
    { label: "account-days", value: cells },
    { label: "exchanges", value: exchanges },
  ];
  if (degrees < DEGREES_MIN)
    return notEnoughData(
      `it takes ${ACCOUNTS_MIN} accounts in use side by side for a whole week, with ${EXPECTED_MIN} exchanges a day or more; ${counted(accounts, "account")} had such a week`,
      basis,
    );
  const ratio = d / degrees;
  // Counts are few per cell: their χ² is wider than the book's by 1 + 1/2e, so a gamma of that width is taken.
  const width = 1 + cells / (2 * exchanges);
  const shape = degrees / (2 * width);
  const lower = gammaLowerTail(shape, d / (2 * width));
  const upper = gammaUpperTail(shape, d / (2 * width));
  const mean = exchanges / cells;
  const facts = `${windowWords(activity)}: ${grouped(accounts)} accounts in use side by side made ${mean.toFixed(1)} exchanges a day each; their counts differ ${ratio.toFixed(2)} times as much as independent use would make them differ${sampleWords(activity)}`;
  const statistic = { name: "D / degrees of freedom, D = Σ (n − e)² / e", value: ratio };
  if (lower <= P_FOR_MAX && ratio <= RATIO_FOR_MAX)
    return {
      finding: "speaks_for",
      statistic,
      pValue: lower,
      bits: bitsOf(lower),
      sentence: `${facts}. Something deals the work out evenly between them.`,
      basis,
    };
  if (upper <= P_AGAINST_MAX && ratio >= RATIO_AGAINST_MIN)
    return {
      finding: "speaks_against",
      statistic,
      pValue: upper,
      bits: -bitsOf(upper),
      sentence: `${facts}. Each is used at its own whim, as accounts of different people are.`,
      basis,
    };
  return { finding: "silent", statistic, pValue: lower, bits: 0, sentence: `${facts}.`, basis };
}

export const uniformLoad: NetworkBehaviourTest = {
  id: "uniform_load",
  label: "Load dealt out evenly",
  group: "machine",
  nullModel:
    "Each account has a rate of its own and each day a height of its own, and exchanges come independently of each other (Poisson), so that D follows χ².",
  run,
};
