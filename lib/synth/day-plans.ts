import { type Campaign, placeIn, type SegmentRange } from "./campaign";
import { aspect } from "./draw";
import { dayTotals, type DayTotals, type Lives, livesOf, livesOn } from "./volume";

const OFFSET = aspect("rounding offset");

/** The loud honest accounts never make more than this share of the honest exchanges of a day. */
const LOUD_SHARE_MAX = 0.4;

export interface DayPlan {
  day: number;
  /** Account numbers with exchanges that day, and how many each. */
  accounts: Uint32Array;
  counts: Uint32Array;
  total: number;
  /** Exchanges of all days before. */
  before: number;
}

const SHARES = ["operator", "loud", "quiet"] as const;
type Share = (typeof SHARES)[number];

function shareOf(range: SegmentRange): Share {
  if (range.segment.label === "operator") return "operator";
  return range.segment.louderThanOperator ? "loud" : "quiet";
}

/** What all days of a campaign are planned from: 16 bytes per account, made once and kept with the campaign. */
interface Outlook {
  lives: Lives;
  totals: DayTotals;
}

const OUTLOOKS = new WeakMap<Campaign, Outlook>();

function outlookOf(campaign: Campaign): Outlook {
  let outlook = OUTLOOKS.get(campaign);
  if (outlook === undefined) {
    const lives = livesOf(campaign);
    outlook = { lives, totals: dayTotals(campaign, lives) };
    OUTLOOKS.set(campaign, outlook);
  }
  return outlook;
}

/** A range of days of the window: from the first, up to and without the last. */
export interface DayRange {
  fromDay: number;
  toDay: number;
}

/**
 * Who makes how many exchanges, day by day; the counts of all days add up to options.exchanges exactly.
 * A day's plan does not depend on which days are asked for.
 * Time and memory: one pass over the accounts per day, a few bytes per account, nothing per exchange.
 */
export function* dayPlans(campaign: Campaign, { fromDay, toDay }: DayRange): Generator<DayPlan> {
  if (campaign.options.exchanges === 0) return;
  const { lives, totals } = outlookOf(campaign);
  const weights = new Float64Array(campaign.accounts);
  const counts = new Uint32Array(campaign.accounts);
  let before = 0;
  for (let day = 0; day < toDay; day++) {
    const operator = totals.operators[day] ?? 0;
    const honest = totals.honest[day] ?? 0;
    if (day < fromDay) {
      before += operator + honest;
      continue;
    }
    const sums = weigh(campaign, day, lives, weights);
    if (operator > 0 && sums.operator === 0)
      sums.operator = weighAlike(campaign, day, lives, weights, "operator");
    if (honest > 0 && sums.loud + sums.quiet === 0) {
      sums.loud = weighAlike(campaign, day, lives, weights, "loud");
      sums.quiet = weighAlike(campaign, day, lives, weights, "quiet");
    }
    const loudWish = Math.min(
      Math.round(sums.loud * totals.operatorMean),
      Math.floor(honest * LOUD_SHARE_MAX),
    );
    const loud = sums.quiet === 0 ? honest : loudWish;
    dealt(campaign, day, weights, counts, sums, { operator, loud, quiet: honest - loud });
    yield packed(day, counts, before);
    before += operator + honest;
  }
}

/** Fills in each account's wish for the day; returns the sums of the three shares. */
function weigh(campaign: Campaign, day: number, lives: Lives, weights: Float64Array): Record<Share, number> {
  const sums = { operator: 0, loud: 0, quiet: 0 };
  const dayMs = campaign.dayMs(day);
  for (const range of campaign.ranges) {
    const share = shareOf(range);
    for (let seat = 0; seat < range.seats; seat++) {
      const index = range.from + seat;
      const weight = livesOn(lives, index, dayMs)
        ? range.segment.weight(campaign, placeIn(range, seat), day)
        : 0;
      weights[index] = weight;
      sums[share] += weight;
    }
  }
  return sums;
}

/** For a day on which nobody of a share wished for any: all who live take part alike. Returns how many. */
function weighAlike(
  campaign: Campaign,
  day: number,
  lives: Lives,
  weights: Float64Array,
  share: Share,
): number {
  let sum = 0;
  for (const range of campaign.ranges) {
    if (shareOf(range) !== share) continue;
    for (let index = range.from; index < range.from + range.seats; index++) {
      const weight = livesOn(lives, index, campaign.dayMs(day)) ? 1 : 0;
      weights[index] = weight;
      sum += weight;
    }
  }
  return sum;
}

/** Deals each share's total out by weight: running sums rounded, so nothing is lost (systematic sampling). */
function dealt(
  campaign: Campaign,
  day: number,
  weights: Float64Array,
  counts: Uint32Array,
  sums: Record<Share, number>,
  totals: Record<Share, number>,
): void {
  const passed = { operator: 0, loud: 0, quiet: 0 };
  const given = { operator: 0, loud: 0, quiet: 0 };
  const last = { operator: -1, loud: -1, quiet: -1 };
  const offset = campaign.draw.unit(OFFSET, day);
  counts.fill(0);
  for (const range of campaign.ranges) {
    const share = shareOf(range);
    const scale = sums[share] === 0 ? 0 : totals[share] / sums[share];
    for (let index = range.from; index < range.from + range.seats; index++) {
      const weight = weights[index] ?? 0;
      if (weight === 0) continue;
      last[share] = index;
      passed[share] += weight * scale;
      const until = Math.min(totals[share], Math.floor(passed[share] + offset));
      counts[index] = until - given[share];
      given[share] = until;
    }
  }
  for (const share of SHARES) {
    const index = last[share];
    if (index >= 0) counts[index] = (counts[index] ?? 0) + totals[share] - given[share];
  }
}

function packed(day: number, counts: Uint32Array, before: number): DayPlan {
  let busy = 0;
  for (let index = 0; index < counts.length; index++) if ((counts[index] ?? 0) > 0) busy += 1;
  const plan: DayPlan = {
    day,
    accounts: new Uint32Array(busy),
    counts: new Uint32Array(busy),
    total: 0,
    before,
  };
  let slot = 0;
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? 0;
    if (count === 0) continue;
    plan.accounts[slot] = index;
    plan.counts[slot] = count;
    plan.total += count;
    slot += 1;
  }
  return plan;
}
