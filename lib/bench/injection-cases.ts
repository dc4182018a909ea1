import { randomInt, type Rng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "@/lib/core/time";
import { ipRangeOf } from "@/lib/domain/ip-range";
import type { CsvRow } from "./read-table";

/** An innocent account and when it was created, epoch ms. */
export interface Innocent {
  accountId: string;
  createdMs: number;
}

/**
 * Who gets an injected value. `random`: anybody, at any time. `back-to-back`: neighbours in order of creation,
 * each within minutes of signing up. `onboarded`: the same, their creation moved to within 40 seconds of one
 * another.
 */
export const HUB_MODES = ["random", "back-to-back", "onboarded"] as const;
export type HubMode = (typeof HUB_MODES)[number];
type HandOverMode = "leases apart" | "leases close";

export interface Injection {
  /** Kinds that get one new value each, joined by " + ". */
  kind: string;
  mode: HubMode | HandOverMode;
  innocents: number;
  /** Rows for the table of observations. */
  rows: CsvRow[];
  /** Creation times moved, by account, epoch ms. */
  movedMs: ReadonlyMap<string, number>;
}

/** Unlike any value of the data. */
const VALUES: Readonly<Record<string, string>> = {
  device: "dev_injected",
  payment_instrument: "pi_injected",
  ip: "251.77.3.9",
  phone: "+99977700077",
  referral_code: "INJECTED-1",
  card_bin: "990999",
  prompt_template: "tpl_injected",
};

interface Use {
  accountId: string;
  firstMs: number | null;
  lastMs: number | null;
}

function rowsFor(kind: string, uses: readonly Use[]): CsvRow[] {
  const value = VALUES[kind] ?? `injected_${kind}`;
  const rowOf =
    (kind: string, value: string) =>
    ({ accountId, firstMs, lastMs }: Use): CsvRow => ({
      account_id: accountId,
      kind,
      value,
      first_seen: firstMs === null ? "" : String(Math.floor(firstMs)),
      last_seen: lastMs === null ? "" : String(Math.floor(lastMs)),
      count: "5",
    });
  const rows = uses.map(rowOf(kind, value));
  const range = kind === "ip" ? ipRangeOf(value) : undefined;
  return range === undefined ? rows : [...rows, ...uses.map(rowOf("ip_range", range))];
}

/** A uniform sample without repetition (Fisher and Yates), in the order drawn. */
function sample(innocents: readonly Innocent[], size: number, rng: Rng): Innocent[] {
  const pool = [...innocents];
  for (let i = 0; i < size; i++) {
    const j = i + randomInt(rng, pool.length - i);
    const [a, b] = [pool[i], pool[j]];
    if (a === undefined || b === undefined) break;
    pool[i] = b;
    pool[j] = a;
  }
  return pool.slice(0, size);
}

/** Neighbours in order of creation. */
function neighbours(innocents: readonly Innocent[], size: number, rng: Rng): Innocent[] {
  const ordered = innocents
    .filter(({ createdMs }) => !Number.isNaN(createdMs))
    .sort((x, y) => x.createdMs - y.createdMs);
  const from = randomInt(rng, Math.max(1, ordered.length - size + 1));
  return ordered.slice(from, from + size);
}

/**
 * One new value of each kind given to `size` innocents. The same rng state picks the same accounts for all kinds.
 * `timed` is false for data without use times.
 */
export function hubInjection(
  kinds: readonly string[],
  mode: HubMode,
  innocents: readonly Innocent[],
  size: number,
  timed: boolean,
  rng: Rng,
): Injection {
  const chosen = mode === "random" ? sample(innocents, size, rng) : neighbours(innocents, size, rng);
  const firstMs = chosen[0]?.createdMs ?? 0;
  const latestMs = innocents.reduce((latest, { createdMs }) => Math.max(latest, createdMs || 0), 0);
  const movedMs = new Map<string, number>();
  const uses = chosen.map(({ accountId, createdMs }, i): Use => {
    const createdAtMs = mode === "onboarded" ? firstMs + i * 40 * MS_PER_SECOND : createdMs;
    if (mode === "onboarded") movedMs.set(accountId, createdAtMs);
    if (!timed) return { accountId, firstMs: null, lastMs: null };
    const startMs =
      mode === "random"
        ? createdAtMs + rng.next() * Math.max(0, latestMs - createdAtMs)
        : createdAtMs + (1 + 4 * rng.next()) * MS_PER_MINUTE;
    return { accountId, firstMs: startMs, lastMs: startMs + (1 + 9 * rng.next()) * MS_PER_DAY };
  });
  return {
    kind: kinds.join(" + "),
    mode,
    innocents: chosen.length,
    rows: kinds.flatMap((kind) => rowsFor(kind, uses)),
    movedMs,
  };
}

/**
 * One address that passes from innocent to innocent: held for one to three days, then nobody has it for 8 to 60
 * days; or, with leases close, held for hours and free for hours.
 */
export function handOverInjection(
  mode: HandOverMode,
  innocents: readonly Innocent[],
  size: number,
  rng: Rng,
): Injection {
  const chosen = sample(innocents, size, rng).sort((x, y) => x.createdMs - y.createdMs);
  let atMs = chosen[0]?.createdMs ?? 0;
  const uses = chosen.map(({ accountId }): Use => {
    const heldMs =
      mode === "leases apart" ? (1 + 2 * rng.next()) * MS_PER_DAY : (1 + 5 * rng.next()) * MS_PER_HOUR;
    const freeMs =
      mode === "leases apart" ? (8 + 52 * rng.next()) * MS_PER_DAY : (1 + 11 * rng.next()) * MS_PER_HOUR;
    const use = { accountId, firstMs: atMs, lastMs: atMs + heldMs };
    atMs += heldMs + freeMs;
    return use;
  });
  return { kind: "ip", mode, innocents: chosen.length, rows: rowsFor("ip", uses), movedMs: new Map() };
}
