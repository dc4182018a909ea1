import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "@/lib/core/time";
import { Fault } from "@/lib/ingest/fault";
import type { Cell } from "@/lib/ingest/formats/row-batch";
import type { Column } from "./column";

const EARLIEST_MS = Date.UTC(2000, 0, 1);
const YEARS_AHEAD_MS = 3_653 * MS_PER_DAY;

const NO_TIME = new Fault("is no time: ISO 8601 with a zone, or epoch milliseconds");
const NO_ZONE = new Fault("is a time without a zone; add Z or an offset");
const NO_SUCH_DATE = new Fault("is no date of the calendar");
const TOO_EARLY = new Fault("is a time before 2000 (epoch seconds, perhaps: milliseconds are wanted)");
const TOO_LATE = new Fault(
  "is a time more than 10 years ahead (epoch micro- or nanoseconds, perhaps: milliseconds are wanted)",
);

const GENERAL =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Epoch ms of UTC fields, or undefined where the calendar or the clock has no such time. */
function epochMs(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
): number | undefined {
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined || day < 1 || day > days + (month === 2 && isLeap(year) ? 1 : 0)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const dayOfYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + day - 1 + (month > 2 && isLeap(year) ? 1 : 0);
  return (
    ((year - 1970) * 365 + leapDays + dayOfYear) * MS_PER_DAY +
    hour * MS_PER_HOUR +
    minute * MS_PER_MINUTE +
    second * MS_PER_SECOND +
    ms
  );
}

function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** "2026-04-22T03:04:05Z" and "2026-04-22T03:04:05.123Z", by far the most common; NaN for any other form. */
function commonForm(text: string): number {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== 90 || text.charCodeAt(10) !== 84)
    return Number.NaN;
  if (
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  )
    return Number.NaN;
  let ms = 0;
  if (length === 24) {
    const hundreds = text.charCodeAt(20) - 48;
    if (text.charCodeAt(19) !== 46 || !(hundreds >= 0 && hundreds <= 9)) return Number.NaN;
    ms = hundreds * 100 + two(text, 21);
  }
  const year = two(text, 0) * 100 + two(text, 2);
  const fields = year + two(text, 5) + two(text, 8) + two(text, 11) + two(text, 14) + two(text, 17) + ms;
  if (Number.isNaN(fields)) return Number.NaN;
  return (
    epochMs(year, two(text, 5), two(text, 8), two(text, 11), two(text, 14), two(text, 17), ms) ?? Number.NaN
  );
}

function offsetMs(zone: string): number | undefined {
  if (/^(Z|UTC)$/i.test(zone)) return 0;
  const hours = two(zone, 1);
  const minutes = zone.length > 3 ? two(zone, zone.length - 2) : 0;
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * MS_PER_HOUR + minutes * MS_PER_MINUTE);
}

function generalForm(text: string): number | Fault {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return NO_ZONE;
  const match = GENERAL.exec(text);
  if (match === null) return NO_TIME;
  const zone = match[8];
  if (zone === undefined) return NO_ZONE;
  const offset = offsetMs(zone);
  if (offset === undefined) return NO_TIME;
  const field = (at: number): number => Number(match[at] ?? "0");
  const ms = Math.floor(Number(`0.${match[7] ?? "0"}`) * MS_PER_SECOND + 1e-6);
  const local = epochMs(field(1), field(2), field(3), field(4), field(5), field(6), ms);
  return local === undefined ? NO_SUCH_DATE : local - offset;
}

function inRange(ms: number, nowMs: number): number | Fault {
  if (ms < EARLIEST_MS) return TOO_EARLY;
  return ms > nowMs + YEARS_AHEAD_MS ? TOO_LATE : ms;
}

/** A cell as epoch ms, or why it is none. Finer fractions than ms are cut. */
export function timeOf(cell: Cell, nowMs: number): number | Fault {
  if (typeof cell === "string") {
    const common = commonForm(cell);
    if (!Number.isNaN(common)) return inRange(common, nowMs);
    const text = cell.trim();
    if (/^-?\d{1,20}$/.test(text)) return inRange(Number(text), nowMs);
    const general = generalForm(text);
    return typeof general === "number" ? inRange(general, nowMs) : general;
  }
  if (typeof cell === "number") return Number.isInteger(cell) ? inRange(cell, nowMs) : NO_TIME;
  if (typeof cell === "bigint") return inRange(Number(cell), nowMs);
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? NO_TIME : inRange(Math.floor(cell.getTime()), nowMs);
  return NO_TIME;
}

export function time(name: string): Column {
  return {
    name,
    required: false,
    empty: null,
    time: true,
    parse: timeOf,
    byStore: (type, nowMs) =>
      type === "time"
        ? {
            plain: (cell) =>
              `(${cell} IS NULL OR (${cell} >= fromUnixTimestamp64Milli(${EARLIEST_MS}, 'UTC') AND ${cell} <= fromUnixTimestamp64Milli(${Math.floor(nowMs + YEARS_AHEAD_MS)}, 'UTC')))`,
            value: (cell) => `toDateTime64(${cell}, 3, 'UTC')`,
          }
        : undefined,
  };
}
