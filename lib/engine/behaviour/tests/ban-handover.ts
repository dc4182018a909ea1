import { counted, grouped } from "@/lib/core/format";
import { studentUpperTail } from "@/lib/core/stats";
import { MS_PER_HOUR, minuteUtc } from "@/lib/core/time";
import { type AccountsActivity, dailyCounts, type NetworkActivity } from "./network-activity";
import {
  ACCOUNTS_MIN,
  bitsOf,
  type NetworkBehaviourTest,
  notEnoughData,
  percent,
  P_FOR_MAX,
  sampleWords,
} from "./network-behaviour-test";

/** A wave is what falls into so many hours; what is awake as many hours after its start answers it. */
const AFTER_HOURS = 48;
/** Awake by then is who makes half of full use over the day before and the day after: later is too late for that. */
const MEASURED_FROM = 24;
const MEASURED_TO = 72;
const QUIET_HOURS = 7 * 24;
/** Accounts, and share of the accounts looked at, that make bans a wave. */
const WAVE_ACCOUNTS_MIN = 3;
const WAVE_SHARE_MIN = 0.05;
/** Other times are whole days away, none so near that its week of quiet or two days of waking meets the wave… */
const STEP_HOURS = 24;
const APART_HOURS = 5 * 24;
/** …and their two days hold about as much of a weekend, since people wake up on Mondays. */
const WEEKEND_HOURS_APART_MAX = 12;
const TIMES_MIN = 8;
/** Of an account's own busy day: at most this a day is quiet, at least that is awake. */
const QUIET_MAX = 0.25;
const AWAKE_MIN = 0.5;
/** A busy day of fewer exchanges than this shows no quiet and no waking. */
const BUSY_MIN = 2;
const SHARE_MIN = 0.1;
/**
 * Share of the week's exchanges that the banned must have made: where they carried nothing there is nothing to
 * hand over, and accounts that begin together (a class) have merely begun then.
 */
const LOST_SHARE_MIN = 0.1;

interface Wave {
  /** Hours since the window began, when the 48 hours with the most bans begin. */
  hour: number;
  banned: number;
}

/** What one time shows of the members that existed and had not left. */
interface Waking {
  living: number;
  /** Quiet in the week before (or new) and at least half as busy as on their busy days by two days after. */
  awake: number;
  /** Exchanges a day that they added. */
  load: number;
}

function hoursSince(activity: NetworkActivity, ms: number | undefined): number {
  return ((ms ?? Number.NaN) - activity.windowFromMs) / MS_PER_HOUR;
}

function waveIn(activity: NetworkActivity): Wave | null {
  const bans = [...activity.sample.bannedMs]
    .map((ms) => hoursSince(activity, ms))
    .filter((hour) => hour >= 0 && hour < activity.windowHours)
    .sort((x, y) => x - y);
  let best = { hour: 0, banned: 0 };
  let to = 0;
  for (const [from, hour] of bans.entries()) {
    while (to < bans.length && (bans[to] ?? 0) < hour + AFTER_HOURS) to += 1;
    if (to - from > best.banned) best = { hour: Math.floor(hour), banned: to - from };
  }
  return best.banned >= Math.max(WAVE_ACCOUNTS_MIN, WAVE_SHARE_MIN * activity.sample.accounts) ? best : null;
}

/** Each account's exchanges on its busiest days: the 90th percentile of its active days. */
function busyDays(activity: NetworkActivity): Float64Array {
  const { days, counts } = dailyCounts(activity.sample, activity);
  return Float64Array.from({ length: activity.sample.accounts }, (_, account) => {
    const active = counts.slice(account * days, (account + 1) * days).filter((count) => count > 0);
    active.sort();
    return active[Math.min(active.length - 1, Math.floor(active.length * 0.9))] ?? 0;
  });
}

/** Exchanges of an account before each of its entries, so that any stretch is one subtraction. */
function runningSums(activity: AccountsActivity): Float64Array {
  const sums = new Float64Array(activity.exchanges.length + 1);
  for (const [at, count] of activity.exchanges.entries()) sums[at + 1] = (sums[at] ?? 0) + count;
  return sums;
}

/** Exchanges a day of an account between two hours. */
type DailyRate = (account: number, fromHour: number, toHour: number) => number;

function dailyRateOf(sample: AccountsActivity): DailyRate {
  const sums = runningSums(sample);
  return (account, from, to) =>
    ((sums[firstEntry(sample, account, to)] ?? 0) - (sums[firstEntry(sample, account, from)] ?? 0)) /
    ((to - from) / 24);
}

function wakingAt(activity: NetworkActivity, busy: Float64Array, rate: DailyRate, hour: number): Waking {
  const { sample } = activity;
  const found = { living: 0, awake: 0, load: 0 };
  for (let account = 0; account < sample.accounts; account++) {
    const busyDay = busy[account] ?? 0;
    const from = sample.start[account] ?? 0;
    const to = sample.start[account + 1] ?? from;
    if (busyDay < BUSY_MIN || hoursSince(activity, sample.bannedMs[account]) <= hour + MEASURED_TO) continue;
    const created = hoursSince(activity, sample.createdMs[account]);
    const begun = Number.isNaN(created) ? (sample.hour[from] ?? 0) : created;
    if (begun >= hour + AFTER_HOURS || (sample.hour[to - 1] ?? 0) < hour) continue;
    found.living += 1;
    const before = rate(account, hour - QUIET_HOURS, hour);
    const after = rate(account, hour + MEASURED_FROM, hour + MEASURED_TO);
    if (before > QUIET_MAX * busyDay || after < AWAKE_MIN * busyDay) continue;
    found.awake += 1;
    found.load += after - before;
  }
  return found;
}

/** Exchanges a day in the week before the wave: of all members, and of those banned in it. */
function loadBefore(activity: NetworkActivity, rate: DailyRate, wave: Wave): { all: number; lost: number } {
  const load = { all: 0, lost: 0 };
  for (let account = 0; account < activity.sample.accounts; account++) {
    const banned = hoursSince(activity, activity.sample.bannedMs[account]);
    const own = rate(account, wave.hour - QUIET_HOURS, wave.hour);
    load.all += own;
    if (banned >= wave.hour && banned < wave.hour + AFTER_HOURS) load.lost += own;
  }
  return load;
}

/** Hours of a weekend in the two days measured; hours are counted from the epoch, which began on a Thursday. */
function weekendHoursAfter(activity: NetworkActivity, hour: number): number {
  const first = Math.floor(activity.windowFromMs / MS_PER_HOUR) + hour;
  let weekend = 0;
  for (let after = MEASURED_FROM; after < MEASURED_TO; after++)
    if ([0, 6].includes((Math.floor((first + after) / 24) + 4) % 7)) weekend += 1;
  return weekend;
}

/** Shares of the living that woke at each comparable other time. */
function otherTimes(activity: NetworkActivity, busy: Float64Array, rate: DailyRate, wave: Wave): number[] {
  const shares: number[] = [];
  const weekend = weekendHoursAfter(activity, wave.hour);
  const first = wave.hour - Math.floor((wave.hour - QUIET_HOURS) / STEP_HOURS) * STEP_HOURS;
  for (let hour = first; hour + MEASURED_TO <= activity.windowHours; hour += STEP_HOURS) {
    if (Math.abs(hour - wave.hour) < APART_HOURS) continue;
    if (Math.abs(weekendHoursAfter(activity, hour) - weekend) > WEEKEND_HOURS_APART_MAX) continue;
    const { living, awake } = wakingAt(activity, busy, rate, hour);
    if (living >= ACCOUNTS_MIN) shares.push(awake / living);
  }
  return shares;
}

/** Place of the account's first entry at or after an hour. */
function firstEntry(sample: AccountsActivity, account: number, hour: number): number {
  let low = sample.start[account] ?? 0;
  let high = sample.start[account + 1] ?? low;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sample.hour[middle] ?? 0) < hour) low = middle + 1;
    else high = middle;
  }
  return low;
}

function run(activity: NetworkActivity): ReturnType<NetworkBehaviourTest["run"]> {
  if (activity.sample.accounts < ACCOUNTS_MIN)
    return notEnoughData(`it takes ${ACCOUNTS_MIN} accounts`, [
      { label: "accounts", value: activity.sample.accounts },
    ]);
  const wave = waveIn(activity);
  if (wave === null)
    return notEnoughData(
      `no ban wave is on record: at least ${WAVE_ACCOUNTS_MIN} members, and ${percent(WAVE_SHARE_MIN)} of them, banned within ${AFTER_HOURS} hours`,
    );
  const busy = busyDays(activity);
  const rate = dailyRateOf(activity.sample);
  const seen = wakingAt(activity, busy, rate, wave.hour);
  const load = loadBefore(activity, rate, wave);
  const shares = wave.hour < QUIET_HOURS ? [] : otherTimes(activity, busy, rate, wave);
  const basis = [
    { label: "members banned in the wave", value: wave.banned },
    { label: "exchanges a day of all members in the week before", value: load.all },
    { label: "of them, made by the banned", value: load.lost },
    { label: "members living on", value: seen.living },
    { label: "of them, newly awake within 48 hours", value: seen.awake },
    { label: "exchanges a day those added", value: seen.load },
    { label: "other times compared", value: shares.length },
  ];
  if (seen.living < ACCOUNTS_MIN || shares.length < TIMES_MIN)
    return notEnoughData(
      `it takes a week before the wave, ${ACCOUNTS_MIN} members that live on and ${TIMES_MIN} comparable other times; there are ${counted(seen.living, "such member")} and ${counted(shares.length, "such time")}`,
      basis,
    );
  return judged(activity, { wave, seen, load, shares }, basis);
}

interface Measured {
  wave: Wave;
  seen: Waking;
  load: { all: number; lost: number };
  /** Shares of the living that woke at other times. */
  shares: readonly number[];
}

function judged(
  activity: NetworkActivity,
  { wave, seen, load, shares }: Measured,
  basis: { label: string; value: number }[],
): ReturnType<NetworkBehaviourTest["run"]> {
  const share = seen.awake / seen.living;
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  const spread = Math.sqrt(shares.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (shares.length - 1));
  // Never narrower than drawing accounts one by one would be; half an account keeps a rate of nothing off zero.
  const floor = Math.max(mean, 0.5 / seen.living);
  const drawn = Math.sqrt((floor * (1 - Math.min(floor, 0.99))) / seen.living);
  const deviation = Math.max(spread, drawn) * Math.sqrt(1 + 1 / shares.length);
  const pValue = studentUpperTail(shares.length - 1, (share - mean) / deviation);
  const highest = shares.reduce((most, one) => Math.max(most, one), 0);
  const at = minuteUtc(activity.windowFromMs + wave.hour * MS_PER_HOUR);
  const sampled = activity.sample.accounts < activity.accounts;
  const banned = sampled
    ? `${grouped(wave.banned)} of the members looked at, who`
    : `${grouped(wave.banned)} members, who`;
  const facts = `Within ${AFTER_HOURS} hours from ${at}, when a wave of bans took ${banned} had made ${grouped(load.lost)} of ${sampled ? "their" : "the network’s"} ${grouped(load.all)} exchanges a day, ${grouped(seen.awake)} of ${grouped(seen.living)} living members (${percent(share)}) rose from little or nothing to at least half of their full use and added ${grouped(seen.load)} a day; at ${shares.length} comparable other times ${percent(mean)} did on average, ${percent(highest)} at most${sampleWords(activity)}`;
  const statistic = { name: "share of living members newly awake within 48 hours", value: share };
  const missed = load.all > 0 && load.lost >= LOST_SHARE_MIN * load.all;
  return pValue <= P_FOR_MAX &&
    share >= SHARE_MIN &&
    share > highest &&
    seen.awake >= WAVE_ACCOUNTS_MIN &&
    missed
    ? {
        finding: "speaks_for",
        statistic,
        pValue,
        bits: bitsOf(pValue),
        sentence: `${facts}. Accounts held back came in for those that were banned.`,
        basis,
      }
    : { finding: "silent", statistic, pValue, bits: 0, sentence: `${facts}.`, basis };
}

export const banHandover: NetworkBehaviourTest = {
  id: "ban_handover",
  label: "A second pool after a ban",
  group: "evasion",
  nullModel:
    "Members wake up in the 48 hours after a ban wave as often as after other moments at the same hour with as much of a weekend ahead (Student's t over those moments, never narrower than binomial).",
  run,
};
