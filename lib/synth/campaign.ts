import { MS_PER_DAY } from "@/lib/core/time";
import { aspect, Draw } from "./draw";
import type { SynthOptions } from "./options";
import type { Grouping, Place, Segment, Subject } from "./segment";
import { REMAINDER_SEGMENT } from "./segments/honest";
import { REPORTED_WORLD, type World } from "./world";

const ACCOUNT_ID = aspect("account id");
/** Accounts kept at hand, about 400 bytes each; a day's busy ones come back many times. */
const CACHE_SLOTS = 131_072;
/** At most this share of the honest population is anything but ordinary individuals. */
const SEGMENT_SHARE_MAX = 0.9;

export interface SegmentRange {
  segment: Segment;
  from: number;
  seats: number;
  groups: number;
}

/** A campaign: the options, who stands where, and the one source of chance. Holds no rows. */
export class Campaign {
  readonly options: SynthOptions;
  readonly draw: Draw;
  readonly startMs: number;
  readonly endMs: number;
  readonly accounts: number;
  /** Day the provider bans in one wave, and the day a new model comes out (0-based, with fraction). */
  readonly banDay: number;
  readonly releaseDay: number;
  readonly ranges: readonly SegmentRange[];
  readonly #byName: ReadonlyMap<string, SegmentRange>;
  readonly #recent: (Subject | undefined)[];

  constructor(options: SynthOptions, world: World = REPORTED_WORLD) {
    this.options = options;
    this.draw = new Draw(options.seed);
    this.startMs = options.startMs;
    this.endMs = options.startMs + options.days * MS_PER_DAY;
    this.accounts = options.operatorAccounts + options.honestAccounts;
    this.banDay = options.days * 0.63;
    this.releaseDay = Math.floor(options.days * 0.42) + 0.7;
    this.ranges = laidOut(options, world);
    this.#recent = Array.from({ length: Math.min(CACHE_SLOTS, this.accounts) });
    this.#byName = new Map(this.ranges.map((range) => [range.segment.name, range]));
  }

  /** Epoch ms of a day of the window, which may be fractional or lie outside it. */
  dayMs(day: number): number {
    return this.startMs + day * MS_PER_DAY;
  }

  place(index: number): Place {
    for (const range of this.ranges) {
      const seat = index - range.from;
      if (seat < range.seats) return placeIn(range, seat);
    }
    throw new RangeError(`no account ${index} among ${this.accounts}`);
  }

  subject(index: number): Subject {
    const slot = index % this.#recent.length;
    const recent = this.#recent[slot];
    if (recent !== undefined && recent.index === index) return recent;
    const place = this.place(index);
    const subject: Subject = {
      ...place,
      accountId: this.accountId(index),
      life: place.segment.life(this, place),
    };
    this.#recent[slot] = subject;
    return subject;
  }

  accountId(index: number): string {
    return `acct_${this.draw.uniqueHex(ACCOUNT_ID, index)}`;
  }

  /** Seats of a segment, 0 where this campaign has none. */
  seatsOf(name: string): number {
    return this.#byName.get(name)?.seats ?? 0;
  }

  groupsOf(name: string): number {
    return this.#byName.get(name)?.groups ?? 0;
  }

  /** The account in a seat of a segment; undefined where there is no such seat. */
  seated(name: string, seat: number): Subject | undefined {
    const range = this.#byName.get(name);
    return range === undefined || seat < 0 || seat >= range.seats
      ? undefined
      : this.subject(range.from + seat);
  }
}

function laidOut(options: SynthOptions, world: World): SegmentRange[] {
  const ranges: SegmentRange[] = [];
  let from = 0;
  const add = (segment: Segment, seats: number): void => {
    if (seats <= 0) return;
    ranges.push({ segment, from, seats, groups: groupCount(segment.grouping, seats) });
    from += seats;
  };
  for (const { segment, seats } of world.operators(options.operatorAccounts)) add(segment, seats);
  const honest = options.honestAccounts;
  const wished = world.honest.map((segment) => segment.seats(honest));
  const total = wished.reduce((sum, seats) => sum + seats, 0);
  const fit = Math.min(1, (honest * SEGMENT_SHARE_MAX) / Math.max(1, total));
  for (const [i, segment] of world.honest.entries()) add(segment, Math.floor((wished[i] ?? 0) * fit));
  add(REMAINDER_SEGMENT, options.operatorAccounts + honest - from);
  return ranges;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

function groupCount(grouping: Grouping, seats: number): number {
  if (grouping.kind === "alone") return seats;
  if (grouping.kind === "groups") return Math.max(1, Math.min(seats, grouping.count(seats)));
  const block = sum(grouping.sizes);
  let groups = Math.floor(seats / block) * grouping.sizes.length;
  let rest = seats % block;
  for (const size of grouping.sizes) {
    if (rest <= 0) break;
    groups += 1;
    rest -= size;
  }
  return groups;
}

/** First seat of a group where groups grow a little from first to last: (group / groups)^1.2 of the seats. */
function groupStart({ seats, groups }: SegmentRange, group: number): number {
  return Math.round(seats * (group / groups) ** 1.2);
}

function placed(range: SegmentRange, seat: number, group: number, first: number, next: number): Place {
  const { segment, seats } = range;
  return {
    index: range.from + seat,
    segment,
    seat,
    seats,
    group,
    groupSeat: seat - first,
    groupSize: Math.min(next, seats) - first,
  };
}

/** A seat of a segment, with its group. */
export function placeIn(range: SegmentRange, seat: number): Place {
  const { segment, seats, groups } = range;
  if (segment.grouping.kind === "alone") return placed(range, seat, seat, seat, seat + 1);
  if (segment.grouping.kind === "groups") {
    let group = Math.min(groups - 1, Math.floor(groups * (seat / seats) ** (1 / 1.2)));
    while (group > 0 && groupStart(range, group) > seat) group -= 1;
    while (group < groups - 1 && groupStart(range, group + 1) <= seat) group += 1;
    return placed(range, seat, group, groupStart(range, group), groupStart(range, group + 1));
  }
  const sizes = segment.grouping.sizes;
  const block = sum(sizes);
  let first = Math.floor(seat / block) * block;
  let group = Math.floor(seat / block) * sizes.length;
  for (const size of sizes) {
    if (seat < first + size) return placed(range, seat, group, first, first + size);
    first += size;
    group += 1;
  }
  throw new RangeError(`no group for seat ${seat}`);
}
