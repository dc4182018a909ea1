import { grouped } from "@/lib/core/format";
import { randomInt, type Rng } from "@/lib/core/rng";
import { MS_PER_HOUR } from "@/lib/core/time";
import type { AccountsActivity, NetworkActivity } from "./network-activity";
import {
  ACCOUNTS_MIN,
  bitsOf,
  type NetworkBehaviourTest,
  notEnoughData,
  P_AGAINST_MAX,
  P_FOR_MAX,
  percent,
  sampleWords,
  shareTails,
  windowWords,
} from "./network-behaviour-test";

/** Active hours drawn from each account: the same number from all, so that loud and quiet ones compare. */
const HOURS_DRAWN = 40;
const OTHERS_MIN = 30;
/** Days an account must have been in use from first to last, to have had a weekend. */
const SPAN_DAYS_MIN = 7;
/** Squared length of the 24-hour component (0: no daily rhythm, 1: always the same hour) under which it counts as flat. */
const AMPLITUDE_SQUARED_MAX = 0.04;
/** Weekend hours, against what an even week would bring, from which the weekend counts as worked through. */
const WEEKEND_MIN = 0.6;

interface FlatAccounts {
  flat: number;
  compared: number;
  /** Mean squared amplitude of the accounts compared. */
  amplitudeSquared: number;
}

/**
 * Accounts without a daily rhythm and without a weekend. Per account, over 40 of its active hours drawn at
 * random: R² = |Σ e^{2πi h/24}|² / n², made unbiased as (n R² − 1) / (n − 1) (Rayleigh; Mardia & Jupp 2000).
 * An active hour counts once, however many exchanges it has, so that a burst is one observation.
 */
function flatAccounts(activity: AccountsActivity, windowFromMs: number, rng: Rng): FlatAccounts {
  const firstHour = Math.floor(windowFromMs / MS_PER_HOUR);
  const found = { flat: 0, compared: 0, amplitudeSquared: 0 };
  for (let account = 0; account < activity.accounts; account++) {
    const from = activity.start[account] ?? 0;
    const hours = [...activity.hour.subarray(from, activity.start[account + 1] ?? from)];
    const span = (hours.at(-1) ?? 0) - (hours[0] ?? 0) + 1;
    if (hours.length < HOURS_DRAWN || span < SPAN_DAYS_MIN * 24) continue;
    const weekendShare = weekendHours(firstHour + (hours[0] ?? 0), span) / span;
    let cosine = 0;
    let sine = 0;
    let weekend = 0;
    for (let drawn = 0; drawn < HOURS_DRAWN; drawn++) {
      const at = drawn + randomInt(rng, hours.length - drawn);
      const hour = hours[at] ?? 0;
      hours[at] = hours[drawn] ?? 0;
      const angle = (2 * Math.PI * ((firstHour + hour) % 24)) / 24;
      cosine += Math.cos(angle);
      sine += Math.sin(angle);
      if (isWeekend(firstHour + hour)) weekend += 1;
    }
    const squared = (cosine * cosine + sine * sine) / HOURS_DRAWN ** 2;
    const unbiased = (HOURS_DRAWN * squared - 1) / (HOURS_DRAWN - 1);
    found.compared += 1;
    found.amplitudeSquared += Math.max(0, unbiased);
    if (unbiased <= AMPLITUDE_SQUARED_MAX && weekend / HOURS_DRAWN >= WEEKEND_MIN * weekendShare)
      found.flat += 1;
  }
  found.amplitudeSquared /= Math.max(1, found.compared);
  return found;
}

/** Hours are counted from the epoch, which began on a Thursday. */
function isWeekend(hour: number): boolean {
  const day = (Math.floor(hour / 24) + 4) % 7;
  return day === 0 || day === 6;
}

function weekendHours(fromHour: number, span: number): number {
  let weekend = 0;
  for (let after = 0; after < span; after++) if (isWeekend(fromHour + after)) weekend += 1;
  return weekend;
}

function run(activity: NetworkActivity, rng: Rng): ReturnType<NetworkBehaviourTest["run"]> {
  const own = flatAccounts(activity.sample, activity.windowFromMs, rng);
  const others = flatAccounts(activity.others.activity, activity.windowFromMs, rng);
  const basis = [
    { label: "accounts compared", value: own.compared },
    { label: "of them, flat", value: own.flat },
    { label: "other accounts", value: others.compared },
    { label: "of them, flat", value: others.flat },
    { label: "active hours drawn per account", value: HOURS_DRAWN },
  ];
  if (own.compared < ACCOUNTS_MIN)
    return notEnoughData(
      `it takes ${ACCOUNTS_MIN} accounts with ${HOURS_DRAWN} active hours over a week or more; there are ${own.compared}`,
      basis,
    );
  if (others.compared < OTHERS_MIN)
    return notEnoughData(
      `it takes ${OTHERS_MIN} accounts outside the network with ${HOURS_DRAWN} active hours to compare with; there are ${others.compared}`,
      basis,
    );
  const { rate, pFor, pAgainst } = shareTails({
    k: own.flat,
    n: own.compared,
    otherK: others.flat,
    otherN: others.compared,
  });
  const share = own.flat / own.compared;
  const facts = `${windowWords(activity)}: ${grouped(own.flat)} of ${grouped(own.compared)} accounts with enough active hours are used round the clock and through the weekend, against ${grouped(others.flat)} of ${grouped(others.compared)} other accounts${sampleWords(activity)}`;
  const statistic = { name: "share of accounts without a daily rhythm", value: share };
  if (pFor <= P_FOR_MAX && share >= 0.5 && share >= 2 * rate)
    return {
      finding: "speaks_for",
      statistic,
      pValue: pFor,
      bits: bitsOf(pFor),
      sentence: `${facts}. A person sleeps; these accounts do not. An honest machine does not either.`,
      basis,
    };
  if (pAgainst <= P_AGAINST_MAX && share < 0.5)
    return {
      finding: "speaks_against",
      statistic,
      pValue: pAgainst,
      bits: -bitsOf(pAgainst),
      sentence: `${facts}. ${percent(1 - share)} keep the hours of a person.`,
      basis,
    };
  return { finding: "silent", statistic, pValue: pFor, bits: 0, sentence: `${facts}.`, basis };
}

export const flatRhythm: NetworkBehaviourTest = {
  id: "flat_rhythm",
  label: "No night and no weekend",
  group: "machine",
  nullModel:
    "Accounts of the network are used round the clock no more often than other accounts that are as active (binomial, at the upper end of the others' rate).",
  run,
};
