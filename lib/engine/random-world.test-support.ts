import { pick, randomInt, type Rng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import type { Observation } from "@/lib/domain/identifier";
import type { RosterEntry } from "@/lib/domain/roster";
import { type AccountInput, type EngineInput, EngineInputBuilder } from "./input";

/** Rows of a small world: some operators with cards and exits of their own, and people. */
export interface WorldRows {
  accounts: AccountInput[];
  observations: Observation[];
  roster: RosterEntry[];
}

const START_MS = Date.UTC(2026, 3, 22);
const WINDOW_MS = 45 * MS_PER_DAY;

export function randomWorld(rng: Rng, people = 120, operators = 3, accountsPerOperator = 12): WorldRows {
  const accounts: AccountInput[] = [];
  const observations: Observation[] = [];
  const join = (accountId: string, createdAtMs: number): void => {
    accounts.push({ accountId, createdAtMs, verifiedEntity: "", contractId: "" });
  };
  const use = (
    accountId: string,
    kind: string,
    value: string,
    firstSeenMs: number,
    lastSeenMs: number,
  ): void => {
    observations.push({ accountId, kind, value, firstSeenMs, lastSeenMs, count: 1 + randomInt(rng, 5) });
  };
  for (let p = 0; p < people; p++) {
    const id = `person_${p}`;
    const created = START_MS + rng.next() * WINDOW_MS;
    join(id, created);
    use(id, "payment_instrument", `pi_person_${p}`, created, created);
    use(id, "ip", `240.9.${p % 60}.1`, created, created + rng.next() * 8 * MS_PER_HOUR);
    use(id, "device", `laptop_${p}`, created, created);
    use(id, "client_profile", `client_${randomInt(rng, 4)}`, created, created + MS_PER_DAY);
    use(id, "prompt_template", `template_${randomInt(rng, 300)}`, created, created + MS_PER_DAY);
  }
  for (let o = 0; o < operators; o++) {
    const opened = START_MS + rng.next() * WINDOW_MS;
    for (let n = 0; n < accountsPerOperator; n++) {
      const id = `pool_${o}_${n}`;
      const created = opened + rng.next() * 3 * MS_PER_HOUR;
      join(id, created);
      const card = `pi_pool_${o}_${Math.floor(n / 4)}`;
      use(id, "payment_instrument", card, created, created);
      use(id, "ip", `240.1.${o}.${n % 5}`, created, created + 3 * MS_PER_HOUR);
      use(id, "ip", `240.1.${o}.${randomInt(rng, 9)}`, created + MS_PER_HOUR, created + 2 * MS_PER_HOUR);
      use(id, "device", `machine_${o}_${Math.floor((n + 2) / 6)}`, created, created);
      use(id, "client_profile", `client_${randomInt(rng, 4)}`, created, created + MS_PER_DAY);
      use(id, "phone", pick(rng, [`+000${o}`, `+999${n}${o}`]), created, created);
    }
  }
  return { accounts, observations, roster: [] };
}

export function inputOf(rows: WorldRows): EngineInput {
  const builder = new EngineInputBuilder();
  for (const entry of rows.roster) builder.addRoster(entry);
  for (const account of rows.accounts) builder.addAccount(account);
  for (const observation of rows.observations) builder.addObservation(observation);
  return builder.build();
}

export function shuffled<T>(rng: Rng, items: readonly T[]): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = randomInt(rng, i + 1);
    const held = mixed[i];
    const other = mixed[j];
    if (held === undefined || other === undefined) continue;
    mixed[i] = other;
    mixed[j] = held;
  }
  return mixed;
}
