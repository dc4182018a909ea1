import { MS_PER_HOUR } from "@/lib/core/time";

/**
 * What some accounts did, hour by hour, as sparse rows: account i has the entries `start[i]` up to
 * `start[i + 1]` of `hour` (hours since the window began, ascending, each once) and `exchanges`
 * (finite, above 0). Memory: 12 bytes per account and hour with an exchange.
 */
export interface AccountsActivity {
  accounts: number;
  /** Epoch ms; NaN where unknown, or never banned. */
  createdMs: Float64Array;
  bannedMs: Float64Array;
  start: Uint32Array;
  hour: Uint32Array;
  exchanges: Float64Array;
}

/** What the accounts asked for: `counts[account * names.length + name]` exchanges. */
export interface CapabilityMix {
  accounts: number;
  names: readonly string[];
  counts: Float64Array;
}

/** Take-up of a new model on the first whole UTC day after its release. */
export interface ReleaseTakeUp {
  atMs: number;
  model: string;
  /** UTC midnight of the day looked at. */
  dayMs: number;
  /**
   * Members who were customers before the release and had an exchange that day, and those of them with at least
   * half of the day's exchanges on the model.
   */
  accounts: number;
  switched: number;
  /** The same of all accounts in no assessed network. */
  otherAccounts: number;
  otherSwitched: number;
  /** Exchanges of the sampled members that day with a template, and those with one that three members or more sent that day and none before the release. */
  templateExchanges: number;
  newTemplateExchanges: number;
}

/** What the behaviour tests look at: bounded, whatever the size of the network. */
export interface NetworkActivity {
  networkId: string;
  /** All members, looked at one by one or not. */
  accounts: number;
  /** Start of the window, a whole UTC hour, and its length. */
  windowFromMs: number;
  windowHours: number;
  /** Members drawn at random; all of them where the network is small. */
  sample: AccountsActivity;
  /** Members that used one key by turns, key by key; only where the sample is not the whole network. */
  keyGroups: readonly AccountsActivity[];
  mix: CapabilityMix;
  /** Templates of the sampled members, each with the members that sent it and their exchanges. */
  templates: readonly { accounts: number; exchanges: number }[];
  /** Exchanges of the sampled members, and of them those with a template. */
  mixExchanges: number;
  templateExchanges: number;
  releases: readonly ReleaseTakeUp[];
  /** Accounts in no assessed network, drawn at random from those active enough to be compared. */
  others: { activity: AccountsActivity; mix: CapabilityMix };
}

export interface AccountHours {
  createdMs: number | null;
  bannedMs: number | null;
  hours: readonly number[];
  exchanges: readonly number[];
}

/**
 * Rows as they come, in any order, made fit: hours outside the window and counts that are no
 * positive number are dropped, hours that come twice are summed.
 */
export function accountsActivity(rows: readonly AccountHours[], windowHours: number): AccountsActivity {
  const start = new Uint32Array(rows.length + 1);
  const createdMs = new Float64Array(rows.length).fill(Number.NaN);
  const bannedMs = new Float64Array(rows.length).fill(Number.NaN);
  const hours: number[] = [];
  const exchanges: number[] = [];
  for (const [account, row] of rows.entries()) {
    const byHour = new Map<number, number>();
    for (const [at, hour] of row.hours.entries()) {
      const count = row.exchanges[at] ?? 0;
      if (!Number.isInteger(hour) || hour < 0 || hour >= windowHours) continue;
      if (Number.isFinite(count) && count > 0) byHour.set(hour, (byHour.get(hour) ?? 0) + count);
    }
    for (const [hour, count] of [...byHour].sort((x, y) => x[0] - y[0])) {
      hours.push(hour);
      exchanges.push(count);
    }
    createdMs[account] = row.createdMs ?? Number.NaN;
    bannedMs[account] = row.bannedMs ?? Number.NaN;
    start[account + 1] = hours.length;
  }
  return {
    accounts: rows.length,
    createdMs,
    bannedMs,
    start,
    hour: Uint32Array.from(hours),
    exchanges: Float64Array.from(exchanges),
  };
}

/** Mix of accounts from what each asked for; counts that are no positive number are dropped. */
export function capabilityMix(
  rows: readonly { names: readonly string[]; counts: readonly number[] }[],
): CapabilityMix {
  const names = [...new Set(rows.flatMap((row) => row.names))].sort();
  const place = new Map(names.map((name, at) => [name, at]));
  const counts = new Float64Array(rows.length * names.length);
  for (const [account, row] of rows.entries()) {
    for (const [at, name] of row.names.entries()) {
      const cell = account * names.length + (place.get(name) ?? 0);
      const count = row.counts[at] ?? 0;
      if (Number.isFinite(count) && count > 0) counts[cell] = (counts[cell] ?? 0) + count;
    }
  }
  return { accounts: rows.length, names, counts };
}

/** Exchanges per UTC day of each account, row-major `accounts × days`, with the first and last active day (−1 if none). */
export interface DailyCounts {
  days: number;
  counts: Float64Array;
  first: Int32Array;
  last: Int32Array;
}

export function dailyCounts(
  activity: AccountsActivity,
  window: { windowFromMs: number; windowHours: number },
): DailyCounts {
  const offset = ((Math.floor(window.windowFromMs / MS_PER_HOUR) % 24) + 24) % 24 || 0;
  const days = Math.max(0, Math.ceil((window.windowHours + offset) / 24));
  const counts = new Float64Array(activity.accounts * days);
  const first = new Int32Array(activity.accounts).fill(-1);
  const last = new Int32Array(activity.accounts).fill(-1);
  for (let account = 0; account < activity.accounts; account++) {
    const to = activity.start[account + 1] ?? 0;
    for (let at = activity.start[account] ?? 0; at < to; at++) {
      const day = Math.floor(((activity.hour[at] ?? 0) + offset) / 24);
      const cell = account * days + day;
      counts[cell] = (counts[cell] ?? 0) + (activity.exchanges[at] ?? 0);
      if (first[account] === -1) first[account] = day;
      last[account] = day;
    }
  }
  return { days, counts, first, last };
}
