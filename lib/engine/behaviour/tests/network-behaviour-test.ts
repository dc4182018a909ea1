import { grouped } from "@/lib/core/format";
import type { Rng } from "@/lib/core/rng";
import { binomialLowerTail, binomialUpperTail, wilsonUpper } from "@/lib/core/stats";
import { MS_PER_HOUR, windowUtc } from "@/lib/core/time";
import type { DistillationTestResult } from "@/lib/domain/distillation";
import type { NetworkActivity } from "./network-activity";

export type TestOutcome = Pick<
  DistillationTestResult,
  "finding" | "statistic" | "pValue" | "bits" | "sentence" | "basis"
>;

/** One question put to a network. To add one, add a file with such an object and list it in `index.ts`. */
export interface NetworkBehaviourTest extends Pick<
  DistillationTestResult,
  "id" | "label" | "group" | "nullModel"
> {
  /** Pure: the same activity and random numbers give the same outcome. Never throws on odd numbers. */
  run(activity: NetworkActivity, rng: Rng): TestOutcome;
}

/** A test speaks for only where chance alone gives its figure once in a thousand times at most. */
export const P_FOR_MAX = 1e-3;
/** Speaking against may be said sooner: a false alarm costs more than a missed one. */
export const P_AGAINST_MAX = 1e-2;
/** Accounts a test needs, unless it says otherwise. */
export const ACCOUNTS_MIN = 8;
const BITS_MAX = 30;
/** A rate among others is never taken to be lower, however few of them show it. */
const OTHERS_RATE_MIN = 0.05;

/** −log2 p, at most 30; 0 for anything that is no probability. */
export function bitsOf(pValue: number): number {
  if (!(pValue <= 1)) return 0;
  return Math.min(BITS_MAX, -Math.log2(Math.max(pValue, 2 ** -BITS_MAX)));
}

/** The outcome where the test cannot be made; `missing` completes "Not enough data: …". */
export function notEnoughData(missing: string, basis: TestOutcome["basis"] = []): TestOutcome {
  return {
    finding: "not_enough_data",
    statistic: null,
    pValue: null,
    bits: 0,
    sentence: `Not enough data: ${missing}.`,
    basis,
  };
}

/** Whether a time is one a calendar has. */
export function isCalendarTime(ms: number): boolean {
  return !Number.isNaN(new Date(ms).getTime());
}

export function windowWords(activity: NetworkActivity): string {
  const toMs = activity.windowFromMs + Math.max(0, activity.windowHours * MS_PER_HOUR - 1);
  return isCalendarTime(activity.windowFromMs) && isCalendarTime(toMs)
    ? `${windowUtc(activity.windowFromMs, toMs)} UTC`
    : "unknown window";
}

/** " (400 of its 22 000 accounts, drawn at random)", or nothing where all were looked at. */
export function sampleWords(activity: NetworkActivity): string {
  return activity.sample.accounts >= activity.accounts
    ? ""
    : ` (looked at: ${grouped(activity.sample.accounts)} of its ${grouped(activity.accounts)} accounts, drawn at random)`;
}

/** "12 %", "0.4 %", "under 0.1 %". */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return "under 0.1\u202f%";
  return `${value >= 10 || value === 0 ? Math.round(value) : value.toFixed(1)}\u202f%`;
}

/** A share of accounts held against the share among others. */
export interface ShareAgainstOthers {
  k: number;
  n: number;
  otherK: number;
  otherN: number;
}

/**
 * Binomial tails of "k of n accounts", at the upper 95 % end (Wilson) of the rate among others, never below
 * 5 %. The account is the unit: exchanges of one account are no independent draws.
 * `against` is the chance of so few if at least half did.
 */
export function shareTails(share: ShareAgainstOthers): { rate: number; pFor: number; pAgainst: number } {
  const rate = Math.max(OTHERS_RATE_MIN, wilsonUpper(share.otherK, share.otherN));
  return {
    rate,
    pFor: binomialUpperTail(share.n, share.k, Math.min(rate, 1)),
    pAgainst: binomialLowerTail(share.n, share.k, 0.5),
  };
}
