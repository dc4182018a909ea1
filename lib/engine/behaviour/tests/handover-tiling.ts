import { counted, grouped } from "@/lib/core/format";
import { randomInt, type Rng } from "@/lib/core/rng";
import type { AccountsActivity, NetworkActivity } from "./network-activity";
import {
  ACCOUNTS_MIN,
  bitsOf,
  type NetworkBehaviourTest,
  notEnoughData,
  sampleWords,
  windowWords,
} from "./network-behaviour-test";

const ROTATIONS = 499;
/** Account-hours looked at per rotation; beyond it fewer groups are taken. */
const ENTRIES_MAX = 40_000;
/** The least p-value rotations can give is 2 / 500, so the threshold is theirs. */
const P_TILING_MAX = 5e-3;
/** How much steadier than by chance the number in use must be. */
const RATIO_MAX = 0.6;
/** An account in use in more of the slots than this neither follows nor is followed. */
const OCCUPANCY_MAX = 0.9;
const SLOTS_MIN = 14;
const UNITS = [
  { name: "hour", hours: 1 },
  { name: "day", hours: 24 },
] as const;

interface Tiling {
  unit: string;
  accounts: number;
  groups: number;
  slots: number;
  /** Mean squared distance of the number in use from its mean: seen, and over rotations. */
  seen: number;
  byChance: number;
  meanInUse: number;
  pValue: number;
}

/** Slots each account of a group is in use in, for accounts that come and go. */
function comersAndGoers(group: AccountsActivity, hoursPerSlot: number, slots: number): Uint32Array[] {
  const rows: Uint32Array[] = [];
  for (let account = 0; account < group.accounts; account++) {
    const row = new Set<number>();
    for (let at = group.start[account] ?? 0; at < (group.start[account + 1] ?? 0); at++) {
      const slot = Math.floor((group.hour[at] ?? 0) / hoursPerSlot);
      if (slot < slots) row.add(slot);
    }
    if (row.size >= 2 && row.size <= OCCUPANCY_MAX * slots) rows.push(Uint32Array.from(row));
  }
  return rows;
}

/** Σ over slots of (number in use − its mean)², each account turned by its shift. */
function unsteadiness(rows: readonly Uint32Array[], shifts: Uint32Array, inUse: Uint32Array): number {
  inUse.fill(0);
  let total = 0;
  for (const [at, row] of rows.entries()) {
    const shift = shifts[at] ?? 0;
    for (const slot of row) {
      const turned = slot + shift;
      const to = turned >= inUse.length ? turned - inUse.length : turned;
      inUse[to] = (inUse[to] ?? 0) + 1;
    }
    total += row.length;
  }
  const mean = total / inUse.length;
  let sum = 0;
  for (const count of inUse) sum += (count - mean) ** 2;
  return sum;
}

/**
 * Accounts that take turns keep the number in use steady. Null: each account's own pattern, turned round
 * the window by a random number of slots (circular shifts), which keeps how much and how clustered it is in use
 * and breaks only who follows whom.
 */
function tilingOf(
  groups: readonly AccountsActivity[],
  unit: (typeof UNITS)[number],
  hours: number,
  rng: Rng,
): Tiling | null {
  const slots = Math.floor(hours / unit.hours);
  if (slots < SLOTS_MIN) return null;
  const taken: Uint32Array[][] = [];
  let entries = 0;
  for (const group of groups) {
    const rows = comersAndGoers(group, unit.hours, slots);
    if (rows.length < 3) continue;
    entries += rows.reduce((sum, row) => sum + row.length, 0);
    if (taken.length > 0 && entries > ENTRIES_MAX) break;
    taken.push(rows);
  }
  const accounts = taken.reduce((sum, rows) => sum + rows.length, 0);
  if (accounts < ACCOUNTS_MIN) return null;
  const inUse = new Uint32Array(slots);
  const measure = (turn: (rows: number) => Uint32Array): number =>
    taken.reduce((sum, rows) => sum + unsteadiness(rows, turn(rows.length), inUse), 0);
  const seen = measure((rows) => new Uint32Array(rows));
  let asSteady = 0;
  let byChance = 0;
  for (let rotation = 0; rotation < ROTATIONS; rotation++) {
    const value = measure((rows) => Uint32Array.from({ length: rows }, () => randomInt(rng, slots)));
    byChance += value / ROTATIONS;
    if (value <= seen * (1 + 1e-9)) asSteady += 1;
  }
  const cells = slots * taken.length;
  return {
    unit: unit.name,
    accounts,
    groups: taken.length,
    slots,
    seen: seen / cells,
    byChance: byChance / cells,
    meanInUse: taken.flat().reduce((sum, row) => sum + row.length, 0) / cells,
    // Hours and days are both looked at, so the smaller chance counts twice.
    pValue: Math.min(1, (2 * (1 + asSteady)) / (ROTATIONS + 1)),
  };
}

function run(activity: NetworkActivity, rng: Rng): ReturnType<NetworkBehaviourTest["run"]> {
  const whole = activity.sample.accounts >= activity.accounts;
  const groups = whole ? [activity.sample] : activity.keyGroups;
  const found = UNITS.map((unit) => tilingOf(groups, unit, activity.windowHours, rng)).filter(
    (tiling) => tiling !== null,
  );
  const [best] = found.toSorted((x, y) => x.pValue - y.pValue || ratioOf(x) - ratioOf(y));
  if (best === undefined)
    return notEnoughData(
      whole
        ? `it takes ${ACCOUNTS_MIN} accounts that come and go over ${SLOTS_MIN} days or more`
        : `of ${counted(activity.accounts, "account")} only those that share keys by turns can be compared, and fewer than ${ACCOUNTS_MIN} of them come and go`,
      [{ label: "accounts", value: activity.accounts }],
    );
  const ratio = ratioOf(best);
  const basis = [
    { label: "accounts that come and go", value: best.accounts },
    { label: "groups", value: best.groups },
    { label: `${best.unit}s`, value: best.slots },
    { label: "rotations", value: ROTATIONS },
  ];
  const where = whole
    ? "accounts that come and go"
    : `accounts in ${counted(best.groups, "group")} that share keys by turns`;
  const facts = `${windowWords(activity)}: of ${grouped(best.accounts)} ${where}, ${best.meanInUse.toFixed(1)} are in use in an average ${best.unit}${whole ? "" : " and group"}, and that number varies ${ratio.toFixed(2)} times as much as it would if each kept its own times by itself${whole ? sampleWords(activity) : ""}`;
  const statistic = { name: "variance of the number in use / the same under rotation", value: ratio };
  return best.pValue <= P_TILING_MAX && ratio <= RATIO_MAX
    ? {
        finding: "speaks_for",
        statistic,
        pValue: best.pValue,
        bits: bitsOf(best.pValue),
        sentence: `${facts}. Where one leaves off another takes over.`,
        basis,
      }
    : { finding: "silent", statistic, pValue: best.pValue, bits: 0, sentence: `${facts}.`, basis };
}

function ratioOf(tiling: Tiling): number {
  return tiling.byChance > 0 ? tiling.seen / tiling.byChance : 1;
}

export const handoverTiling: NetworkBehaviourTest = {
  id: "handover_tiling",
  label: "Accounts take turns",
  group: "evasion",
  nullModel:
    "Each account keeps its own pattern of use, turned by a random length of time (499 rotations, hours and days).",
  run,
};
