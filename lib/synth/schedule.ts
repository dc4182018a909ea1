import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import { countryAt } from "./addresses";
import type { Campaign } from "./campaign";
import { aspect } from "./draw";
import type { Moment, Subject } from "./segment";
import { countryOf } from "./segments/ordinary";
import type { DayPlan } from "./day-plans";

const TIME = aspect("time of day");
const SITTING = aspect("sitting");
const CONTENT = aspect("content");

/** Exchanges of one sitting of a person, and sittings of a relay in a day. */
const PER_SITTING = 6;
const FLAT_SITTING_MS = 6 * MS_PER_HOUR;
/** A sort key holds the millisecond of the day above, the exchange's number that day below. */
const KEY_SPAN = 2 ** 26;

/** One exchange: who and when. */
export interface Turn {
  subject: Subject;
  moment: Moment;
}

/**
 * The exchanges of one day in order of time.
 * Memory: 16 bytes per exchange of that day; a day has at most 67 million of them.
 */
export function* dayTurns(campaign: Campaign, plan: DayPlan): Generator<Turn> {
  if (plan.total >= KEY_SPAN) throw new RangeError(`more than ${KEY_SPAN} exchanges in one day`);
  const keys = new Float64Array(plan.total);
  const slots = new Uint32Array(plan.total);
  const numbers = new Uint32Array(plan.total);
  let ref = 0;
  for (const [slot, index] of plan.accounts.entries()) {
    const subject = campaign.subject(index);
    const count = plan.counts[slot] ?? 0;
    for (let number = 0; number < count; number++) {
      keys[ref] = timeOfDayMs(campaign, subject, plan.day, number, count) * KEY_SPAN + ref;
      slots[ref] = slot;
      numbers[ref] = number;
      ref += 1;
    }
  }
  keys.sort();
  for (const key of keys) {
    const at = key % KEY_SPAN;
    const timeMs = (key - at) / KEY_SPAN;
    const index = plan.accounts[slots[at] ?? 0] ?? 0;
    const number = numbers[at] ?? 0;
    const subject = campaign.subject(index);
    yield { subject, moment: momentAt(campaign, subject, plan.day, number, timeMs) };
  }
}

function momentAt(
  campaign: Campaign,
  subject: Subject,
  day: number,
  number: number,
  timeOfDay: number,
): Moment {
  const sitting =
    subject.segment.rhythm === "flat"
      ? Math.floor(timeOfDay / FLAT_SITTING_MS)
      : Math.floor(number / PER_SITTING) % 64;
  const bits = campaign.draw.bits(CONTENT, subject.index, day * 0x10000 + number);
  return { day, sitting, atMs: campaign.dayMs(day) + timeOfDay, bits };
}

/** The moments of one account's `count` exchanges of a day, in no order of time: those `dayTurns` gives it. */
export function* momentsOf(
  campaign: Campaign,
  subject: Subject,
  day: number,
  count: number,
): Generator<Moment> {
  for (let number = 0; number < count; number++)
    yield momentAt(campaign, subject, day, number, timeOfDayMs(campaign, subject, day, number, count));
}

/** Millisecond of the UTC day, inside the part of it the account lives in. */
function timeOfDayMs(
  campaign: Campaign,
  subject: Subject,
  day: number,
  number: number,
  count: number,
): number {
  const { draw } = campaign;
  const about = day * 0x10000 + number;
  const dayMs = campaign.dayMs(day);
  const fromMs = Math.max(0, subject.life.activeFromMs - dayMs);
  const toMs = Math.min(MS_PER_DAY, subject.life.activeToMs - dayMs);
  const whole = fromMs === 0 && toMs === MS_PER_DAY;
  const wished =
    subject.segment.rhythm === "flat"
      ? flatMs(campaign, subject, day, number, count)
      : wakingMs(campaign, subject, day, number, about);
  const inside =
    whole || (wished >= fromMs && wished < toMs)
      ? wished
      : fromMs + draw.unit(TIME, subject.index, about + 1) * (toMs - fromMs);
  return Math.min(MS_PER_DAY - 1, Math.max(0, Math.floor(inside)));
}

/** Evenly round the clock, a little jitter: a queue worker's rhythm. */
function flatMs(campaign: Campaign, subject: Subject, day: number, number: number, count: number): number {
  const phase = campaign.draw.unit(TIME, subject.index, day);
  const jitter = campaign.draw.unit(TIME, subject.index, day * 0x10000 + number) * 0.6;
  return (((number + jitter) / count + phase) % 1) * MS_PER_DAY;
}

/** Sittings by the holder's clock: 7–24 h for people at home, 8–19 h at work. */
function wakingMs(campaign: Campaign, subject: Subject, day: number, number: number, about: number): number {
  const { draw } = campaign;
  const sitting = day * 64 + Math.floor(number / PER_SITTING);
  const u = draw.unit(SITTING, subject.index, sitting);
  const v = draw.unit(SITTING, subject.index, sitting + 0x100000);
  const localHour =
    subject.segment.rhythm === "office" ? 8 + 11 * ((u + v) / 2) : 7 + 17 * (u * 0.5 + Math.sqrt(v) * 0.5);
  const ahead = countryAt(countryOf(campaign, subject)).minutesAheadOfUtc * MS_PER_MINUTE;
  const within = ((number % PER_SITTING) * 4 + 3 * draw.unit(TIME, subject.index, about)) * MS_PER_MINUTE;
  const utc = localHour * MS_PER_HOUR + within - ahead;
  return ((utc % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY;
}
