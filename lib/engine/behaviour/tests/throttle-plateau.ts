import { grouped } from "@/lib/core/format";
import { binomialUpperTail } from "@/lib/core/stats";
import { dailyCounts, type NetworkActivity } from "./network-activity";
import {
  ACCOUNTS_MIN,
  bitsOf,
  type NetworkBehaviourTest,
  notEnoughData,
  P_FOR_MAX,
  percent,
  sampleWords,
  windowWords,
} from "./network-behaviour-test";

/** Share of account-hours or account-days that may lie above a ceiling. */
const ABOVE_MAX = 0.005;
/** A lower ceiling cannot be told from small numbers. */
const CEILING_MIN = 10;
/** Width of the two bands below the ceiling, as a share of it. */
const BAND = 0.1;
const UNITS_MIN = 100;
const SHARE_AT_CEILING_MIN = 0.1;
/** Share of the accounts that must be seen at the ceiling more often than just below. */
const ACCOUNTS_SHARE_MIN = 0.25;

interface Plateau {
  unit: "hour" | "day";
  units: number;
  ceiling: number;
  atCeiling: number;
  below: number;
  /** Accounts more often at the ceiling than in the band below, and the other way round. */
  more: number;
  fewer: number;
  pValue: number;
}

/**
 * The ceiling is the count that all but 0.5 % keep to. Where counts thin out smoothly, no more of them lie in
 * the band up to the ceiling than in the one of the same width below, so each account is more often in the
 * upper band with chance one half at most: a sign test over accounts.
 */
function plateauOf(unit: Plateau["unit"], counts: Float64Array, rowOf: Uint32Array): Plateau | null {
  const units = counts.length;
  if (units < UNITS_MIN) return null;
  const sorted = Float64Array.from(counts).sort();
  const ceiling = sorted[Math.max(0, Math.ceil(units * (1 - ABOVE_MAX)) - 1)] ?? 0;
  const width = Math.max(1, Math.floor(ceiling * BAND));
  const balance = new Map<number, number>();
  let atCeiling = 0;
  let below = 0;
  for (const [at, count] of counts.entries()) {
    const account = rowOf[at] ?? 0;
    if (count > ceiling - width && count <= ceiling) {
      atCeiling += 1;
      balance.set(account, (balance.get(account) ?? 0) + 1);
    } else if (count > ceiling - 2 * width && count <= ceiling - width) {
      below += 1;
      balance.set(account, (balance.get(account) ?? 0) - 1);
    }
  }
  let more = 0;
  let fewer = 0;
  for (const sign of balance.values()) {
    if (sign > 0) more += 1;
    else if (sign < 0) fewer += 1;
  }
  return {
    unit,
    units,
    ceiling,
    atCeiling,
    below,
    more,
    fewer,
    // Hours and days are both looked at, so the smaller chance counts twice.
    pValue: Math.min(1, 2 * binomialUpperTail(more + fewer, more, 0.5)),
  };
}

function plateaus(activity: NetworkActivity): Plateau[] {
  const { sample } = activity;
  const hourRows = new Uint32Array(sample.hour.length);
  for (let account = 0; account < sample.accounts; account++)
    hourRows.fill(account, sample.start[account] ?? 0, sample.start[account + 1] ?? 0);
  const { days, counts } = dailyCounts(sample, activity);
  const used: number[] = [];
  const dayRows: number[] = [];
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue;
    used.push(count);
    dayRows.push(Math.floor(cell / days));
  }
  return [
    plateauOf("hour", sample.exchanges, hourRows),
    plateauOf("day", Float64Array.from(used), Uint32Array.from(dayRows)),
  ].filter((plateau) => plateau !== null);
}

function run(activity: NetworkActivity): ReturnType<NetworkBehaviourTest["run"]> {
  const all = plateaus(activity).filter((plateau) => plateau.ceiling >= CEILING_MIN);
  const [best] = all.toSorted((x, y) => x.pValue - y.pValue);
  if (activity.sample.accounts < ACCOUNTS_MIN || best === undefined)
    return notEnoughData(
      `it takes ${ACCOUNTS_MIN} accounts and ${UNITS_MIN} account-hours or account-days, the busiest with ${CEILING_MIN} exchanges or more`,
      [{ label: "accounts", value: activity.sample.accounts }],
    );
  const share = best.atCeiling / best.units;
  const basis = [
    { label: `account-${best.unit}s with exchanges`, value: best.units },
    { label: "at the ceiling", value: best.atCeiling },
    { label: "in the band below", value: best.below },
    { label: "accounts more often at the ceiling", value: best.more },
    { label: "accounts more often just below", value: best.fewer },
  ];
  const facts = `${windowWords(activity)}: ${grouped(best.atCeiling)} of ${grouped(best.units)} account-${best.unit}s (${percent(share)}) lie within a tenth of ${grouped(best.ceiling)} exchanges, which hardly any passes; in the band just below there are ${grouped(best.below)}${sampleWords(activity)}`;
  const statistic = { name: `share of account-${best.unit}s at the ceiling`, value: share };
  const held =
    best.pValue <= P_FOR_MAX &&
    share >= SHARE_AT_CEILING_MIN &&
    best.atCeiling >= 2 * best.below &&
    best.more >= Math.max(ACCOUNTS_MIN, ACCOUNTS_SHARE_MIN * activity.sample.accounts);
  return held
    ? {
        finding: "speaks_for",
        statistic,
        pValue: best.pValue,
        bits: bitsOf(best.pValue),
        sentence: `${facts}. The accounts are run up to a limit and held there.`,
        basis,
      }
    : { finding: "silent", statistic, pValue: best.pValue, bits: 0, sentence: `${facts}.`, basis };
}

export const throttlePlateau: NetworkBehaviourTest = {
  id: "throttle_plateau",
  label: "Held at a ceiling",
  group: "machine",
  nullModel:
    "Counts thin out smoothly towards their highest, so an account lies in the highest band no more often than in the one below it (sign test over accounts, hours and days).",
  run,
};
