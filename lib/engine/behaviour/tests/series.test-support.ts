import { type Rng, randomInt, seededRng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import { type AccountHours, accountsActivity, capabilityMix, type NetworkActivity } from "./network-activity";

export const DAYS = 42;
export const HOURS = DAYS * 24;
/** A Wednesday. */
export const FROM_MS = Date.UTC(2026, 3, 22);
const RELEASE_DAY = 18;
export const WAVE_HOUR = 26 * 24 + 9;
const EVERYDAY = ["writing", "summarization", "translation", "coding", "chat", "math", "agentic_tool_use"];

/** Poisson by exponential waiting times, in pieces small enough for any mean. */
export function poisson(rng: Rng, mean: number): number {
  let left = mean;
  let count = 0;
  while (left > 0) {
    left += Math.log(1 - rng.next());
    if (left > 0) count += 1;
  }
  return count;
}

/** About normal, by twelve uniform draws. */
function normal(rng: Rng): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += rng.next();
  return sum;
}

/** Hours of one account from what it does in each hour of the window. */
export function accountFrom(
  countAt: (hour: number) => number,
  bannedMs: number | null = null,
  hours = HOURS,
): AccountHours {
  const used: number[] = [];
  const exchanges: number[] = [];
  const until = bannedMs === null ? hours : Math.floor((bannedMs - FROM_MS) / MS_PER_HOUR);
  for (let hour = 0; hour < until; hour++) {
    const count = countAt(hour);
    if (count <= 0) continue;
    used.push(hour);
    exchanges.push(count);
  }
  return { createdMs: null, bannedMs, hours: used, exchanges };
}

/** A person: a time zone, waking or office hours, days off, sittings of a few exchanges, a volume of their own. */
export function person(
  rng: Rng,
  { office = false, zone = 0, days = [0, DAYS] }: { office?: boolean; zone?: number; days?: number[] },
): AccountHours {
  const volume = 2 * Math.exp(0.8 * normal(rng));
  const often = 0.35 + 0.6 * rng.next();
  const present = Array.from({ length: DAYS + 2 }, () => rng.next() < often);
  const [from = 0, to = DAYS] = days;
  return accountFrom((hour) => {
    const local = hour + zone;
    const day = Math.max(0, Math.floor(local / 24));
    const clock = ((local % 24) + 24) % 24;
    const off = isWeekend(local) && (office || rng.next() < 0.4);
    const awake = office ? clock >= 8 && clock < 18 : clock >= 7;
    if (day < from || day >= to || off || !awake || present[day] !== true || rng.next() > 0.45) return 0;
    return poisson(rng, volume * (0.3 + 1.4 * rng.next()));
  });
}

function isWeekend(hour: number): boolean {
  const weekday = (3 + Math.floor(hour / 24)) % 7;
  return weekday === 0 || weekday === 6;
}

interface Asked {
  names: string[];
  counts: number[];
}

/** Three everyday tasks of one's own, unevenly. */
export function everydayMix(rng: Rng): Asked {
  const names = Array.from({ length: 3 }, () => EVERYDAY[randomInt(rng, EVERYDAY.length)] ?? "chat");
  return { names, counts: names.map(() => 1 + poisson(rng, 25 * rng.next())) };
}

/** A network of `rows` in front of a population of people; what is not given is honest and unremarkable. */
export function networkOf(
  rows: readonly AccountHours[],
  given: Partial<NetworkActivity> & { asked?: Asked[] } = {},
  windowHours = HOURS,
): NetworkActivity {
  const { asked, ...rest } = given;
  const rng = seededRng(`mix/${rows.length}`);
  return {
    networkId: "N-0001",
    accounts: rows.length,
    windowFromMs: FROM_MS,
    windowHours,
    sample: accountsActivity(rows, windowHours),
    keyGroups: [],
    mix: capabilityMix(asked ?? rows.map(() => everydayMix(rng))),
    templates: [],
    mixExchanges: 1_000,
    templateExchanges: 400,
    releases: [],
    others: OTHERS,
    ...rest,
  };
}

/** Accounts of strangers: people of all time zones and, as everywhere, a few machines. */
function strangers(): NetworkActivity["others"] {
  const rng = seededRng("strangers");
  const rows = Array.from({ length: 150 }, (_, number) =>
    number % 12 === 0
      ? accountFrom(() => poisson(rng, 1.5))
      : person(rng, { office: number % 2 === 0, zone: randomInt(rng, 24) - 12 }),
  );
  return {
    activity: accountsActivity(rows, HOURS),
    mix: capabilityMix(
      rows.map((_, number) =>
        number % 30 === 0 ? { names: ["coding", "agentic_tool_use"], counts: [40, 20] } : everydayMix(rng),
      ),
    ),
  };
}

const OTHERS = strangers();

export function takeUp(
  accounts: number,
  switched: number,
  newTemplates: number,
): NetworkActivity["releases"][number] {
  return {
    atMs: FROM_MS + RELEASE_DAY * MS_PER_DAY - 5 * MS_PER_HOUR,
    model: "sable-4",
    dayMs: FROM_MS + RELEASE_DAY * MS_PER_DAY,
    accounts,
    switched,
    otherAccounts: 400,
    otherSwitched: 70,
    templateExchanges: 100,
    newTemplateExchanges: 100 * newTemplates,
  };
}

type Honest = (rng: Rng) => NetworkActivity;

/** A few accounts of an honest group are banned too: stolen, or late with a bill. */
function someBanned(rng: Rng, rows: AccountHours[]): AccountHours[] {
  const wave = WAVE_HOUR + randomInt(rng, 24);
  const every = 6 + randomInt(rng, 4);
  return rows.map((row, number) => {
    if (number % every !== 0) return row;
    const keep = row.hours.filter((hour) => hour < wave).length;
    return {
      createdMs: row.createdMs,
      bannedMs: FROM_MS + (wave + randomInt(rng, 20)) * MS_PER_HOUR,
      hours: row.hours.slice(0, keep),
      exchanges: row.exchanges.slice(0, keep),
    };
  });
}

/** A firm changes its model for all at once, or nobody does for a while. */
function firmTakeUp(rng: Rng, accounts: number): NetworkActivity["releases"] {
  const all = rng.next() < 0.25;
  return [takeUp(accounts, all ? accounts : randomInt(rng, 3), 0.1 * rng.next())];
}

function peopleTakeUp(rng: Rng, accounts: number): NetworkActivity["releases"] {
  let switched = 0;
  for (let i = 0; i < accounts; i++) if (rng.next() < 0.18) switched += 1;
  return [takeUp(accounts, switched, 0.15 * rng.next())];
}

/** Groups that share infrastructure or a machine and extract nothing. */
export const HONEST: Readonly<Record<string, Honest>> = {
  "an enterprise with office hours": (rng) => {
    const zone = randomInt(rng, 24) - 12;
    const rows = Array.from({ length: 30 }, () => person(rng, { office: true, zone }));
    return networkOf(someBanned(rng, rows), {
      releases: firmTakeUp(rng, 30),
      templates: [{ accounts: 12, exchanges: 250 }],
      asked: rows.map(() => everydayMix(rng)),
    });
  },
  "a build farm, flat and loud": (rng) => {
    const level = 3 + 5 * rng.next();
    const rows = Array.from({ length: 24 }, () => {
      const own = level * (0.9 + 0.2 * rng.next());
      return accountFrom(() => poisson(rng, own));
    });
    return networkOf(rows, {
      releases: firmTakeUp(rng, 24),
      templates: [1, 2, 3].map(() => ({ accounts: 24, exchanges: 330 })),
      templateExchanges: 990,
      asked: rows.map(() => ({ names: ["coding"], counts: [1_000] })),
    });
  },
  "a classroom": (rng) => {
    const day = 8 + randomInt(rng, 20);
    const zone = randomInt(rng, 24) - 12;
    const rows = Array.from({ length: 30 }, () => {
      const keen = rng.next();
      return accountFrom((hour) => {
        const clock = (((hour + zone) % 24) + 24) % 24;
        const since = Math.floor((hour + zone) / 24) - day;
        if (since < 0 || clock < 8 || clock > 22) return 0;
        if (since === 0) return clock >= 10 && clock < 12 ? poisson(rng, 12) : 0;
        return rng.next() < 0.3 * keen * 0.85 ** since ? poisson(rng, 5) : 0;
      });
    });
    return networkOf(someBanned(rng, rows), {
      releases: peopleTakeUp(rng, 30),
      templates: [{ accounts: 30, exchanges: 870 }],
      templateExchanges: 870,
      asked: rows.map(() => ({ names: ["coding", "chat"], counts: [20, randomInt(rng, 5)] })),
    });
  },
  "a reseller's customers": (rng) => {
    const rows = Array.from({ length: 36 }, () => {
      const from = randomInt(rng, DAYS - 14);
      const stays = rng.next() < 0.6 ? DAYS : from + 7 + randomInt(rng, 20);
      return person(rng, { office: rng.next() < 0.3, zone: randomInt(rng, 24) - 12, days: [from, stays] });
    });
    return networkOf(someBanned(rng, rows), {
      releases: peopleTakeUp(rng, 30),
      asked: rows.map(() => everydayMix(rng)),
    });
  },
  "a firm of developers": (rng) => {
    const rows = Array.from({ length: 16 }, () => person(rng, { office: rng.next() < 0.7, zone: 2 }));
    return networkOf(someBanned(rng, rows), {
      releases: firmTakeUp(rng, 16),
      templates: [{ accounts: 9, exchanges: 200 }],
      asked: rows.map(() => ({ names: ["coding", "agentic_tool_use", "writing"], counts: [60, 15, 8] })),
    });
  },
};
