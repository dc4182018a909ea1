import { RingleaderError } from "@/lib/core/errors";
import { MS_PER_DAY, MS_PER_MINUTE } from "@/lib/core/time";
import { type Campaign, placeIn } from "./campaign";
import { weekday } from "./segments/ordinary";

/** Share of the exchanges that the operators make, as reported: 28.8 of 40 million. */
const OPERATOR_SHARE = 0.72;
/** Mean exchanges per operator account and day of the window that is never passed. */
const THROTTLE_PER_DAY = 26;
/** An account that lives in a day only for its last minute makes no exchange in it. */
const LAST_MINUTE_MS = MS_PER_DAY - MS_PER_MINUTE;

/** When each account makes exchanges: 16 bytes per account, so that a day passes over the idle ones quickly. */
export interface Lives {
  fromMs: Float64Array;
  toMs: Float64Array;
}

export function livesOf(campaign: Campaign): Lives {
  const lives: Lives = {
    fromMs: new Float64Array(campaign.accounts),
    toMs: new Float64Array(campaign.accounts),
  };
  for (const range of campaign.ranges) {
    for (let seat = 0; seat < range.seats; seat++) {
      const life = range.segment.life(campaign, placeIn(range, seat));
      lives.fromMs[range.from + seat] = life.activeFromMs;
      lives.toMs[range.from + seat] = life.activeToMs;
    }
  }
  return lives;
}

export function livesOn(lives: Lives, index: number, dayMs: number): boolean {
  return (lives.fromMs[index] ?? 0) < dayMs + LAST_MINUTE_MS && (lives.toMs[index] ?? 0) > dayMs;
}

/** Exchanges of each day of the window, operators' and honest accounts'. */
export interface DayTotals {
  operators: number[];
  honest: number[];
  /** Mean exchanges per operator account and day, the measure of loudness. */
  operatorMean: number;
}

/**
 * The exchanges cut into days; all days together are exactly options.exchanges.
 * A day on which a side has nobody alive gets none of that side's; a side that never lives leaves its
 * share to the other. Throws RingleaderError bad_input where nobody lives in the window at all.
 */
export function dayTotals(campaign: Campaign, lives: Lives): DayTotals {
  const { days, exchanges, operatorAccounts } = campaign.options;
  const dayNumbers = Array.from({ length: days }, (_, day) => day);
  const living = { operators: Array<boolean>(days).fill(false), honest: Array<boolean>(days).fill(false) };
  for (const range of campaign.ranges) {
    const side = range.segment.label === "operator" ? living.operators : living.honest;
    for (let index = range.from; index < range.from + range.seats; index++) {
      const last = Math.min(days - 1, Math.floor(((lives.toMs[index] ?? 0) - campaign.startMs) / MS_PER_DAY));
      const first = Math.max(0, Math.floor(((lives.fromMs[index] ?? 0) - campaign.startMs) / MS_PER_DAY));
      for (let day = first; day <= last; day++)
        if (!side[day]) side[day] = livesOn(lives, index, campaign.dayMs(day));
    }
  }
  const curve = (side: boolean[], height: (campaign: Campaign, day: number) => number): number[] =>
    dayNumbers.map((day) => (side[day] ? height(campaign, day) : 0));
  const operatorDays = curve(living.operators, operatorHeight);
  const honestDays = curve(living.honest, honestHeight);
  const noOperators = !living.operators.includes(true);
  const noHonest = !living.honest.includes(true);
  if (noOperators && noHonest) {
    throw new RingleaderError("bad_input", "no account lives in the window: ask for more accounts or days");
  }
  const throttled = Math.min(
    Math.round(exchanges * OPERATOR_SHARE),
    operatorAccounts * days * THROTTLE_PER_DAY,
  );
  const operators = noOperators ? 0 : noHonest ? exchanges : throttled;
  return {
    operators: cut(operators, operatorDays),
    honest: cut(exchanges - operators, honestDays),
    operatorMean: operators === 0 ? 20 : operators / (operatorAccounts * days),
  };
}

/** A total cut into days along a curve, rounded so that the days add up exactly. */
function cut(total: number, curve: readonly number[]): number[] {
  const sum = curve.reduce((a, b) => a + b, 0);
  let passed = 0;
  let given = 0;
  return curve.map((height) => {
    passed += height;
    const until = sum === 0 ? 0 : Math.min(total, Math.round((total * passed) / sum));
    const part = until - given;
    given = until;
    return part;
  });
}

/** The operators' days: a ramp, a bump after the model release, a dip after the ban wave. */
function operatorHeight(campaign: Campaign, day: number): number {
  const ramp = Math.min(1, 0.4 + (0.6 * day) / Math.max(1, campaign.options.days * 0.15));
  const sinceRelease = day - Math.floor(campaign.releaseDay);
  const sinceBan = day - Math.ceil(campaign.banDay);
  const bump = sinceRelease >= 1 && sinceRelease < 5 ? 1.2 : 1;
  const dip = sinceBan >= 0 && sinceBan < 4 ? 0.5 + 0.12 * sinceBan : 1;
  return ramp * bump * dip;
}

function honestHeight(campaign: Campaign, day: number): number {
  return (weekday(campaign, day) >= 5 ? 0.62 : 1) * (1 + (0.1 * day) / campaign.options.days);
}
