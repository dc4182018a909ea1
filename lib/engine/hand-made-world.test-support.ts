import { pick, randomInt, seededRng } from "@/lib/core/rng";
import { MS_PER_DAY } from "@/lib/core/time";
import type { LinkDecision } from "@/lib/domain/decision";
import type { LinkExplanation } from "@/lib/domain/link";
import { explainPair } from "./explain/explain-pair";
import { type AccountInput, type EngineInput, EngineInputBuilder } from "./input";
import type { EngineModel } from "./model";
import { DEFAULT_PARAMETERS, type EngineParameters } from "./parameters";
import { randomWorld, shuffled, type WorldRows } from "./random-world.test-support";
import { type Resolution, resolve } from "./resolve";

export const TEST_PARAMETERS: EngineParameters = { ...DEFAULT_PARAMETERS, gapSamples: 20_000 };

/** Group steps off, so that pairs alone decide. */
export const PAIRS_ALONE: EngineParameters = { ...TEST_PARAMETERS, joinGroupMin: 1e9, joinCrowdBitsMin: 1e9 };

/** A moment well inside the weeks the people of `HandMadeWorld.among` come in. */
export const DAY_ONE_MS = Date.UTC(2026, 4, 1);

/** Rows put together by hand, with what analysts decided and the hours accounts are active in. */
export class HandMadeWorld implements WorldRows {
  accounts: WorldRows["accounts"] = [];
  observations: WorldRows["observations"] = [];
  roster: WorldRows["roster"] = [];
  decisions: LinkDecision[] = [];
  activeHours: [accountId: string, hours: number][] = [];

  /** People who have everything but their client and prompt template to themselves, over 45 days. */
  static among(people: number, seed = "hand-made", operators = 0): HandMadeWorld {
    return HandMadeWorld.of(randomWorld(seededRng(seed), people, operators));
  }

  static of(rows: WorldRows): HandMadeWorld {
    const world = new HandMadeWorld();
    world.accounts = [...rows.accounts];
    world.observations = [...rows.observations];
    world.roster = [...rows.roster];
    return world;
  }

  account(accountId: string, createdAtMs: number, more: Partial<AccountInput> = {}): this {
    this.accounts.push({
      accountId,
      createdAtMs,
      verifiedEntity: "",
      contractId: "",
      ...more,
    });
    return this;
  }

  /** The account uses one value of each kind, from `firstMs` to a day later. */
  uses(accountId: string, values: Record<string, string>, firstMs: number, count = 9): this {
    for (const [kind, value] of Object.entries(values))
      this.observations.push({
        accountId,
        kind,
        value,
        firstSeenMs: firstMs,
        lastSeenMs: firstMs + MS_PER_DAY,
        count,
      });
    return this;
  }

  decide(accountA: string, verdict: LinkDecision["verdict"], accountB: string): this {
    this.decisions.push({ accountA, accountB, verdict });
    return this;
  }

  hours(accountId: string, hours: number): this {
    this.activeHours.push([accountId, hours]);
    return this;
  }

  copy(): HandMadeWorld {
    const world = HandMadeWorld.of(this);
    world.decisions = [...this.decisions];
    world.activeHours = [...this.activeHours];
    return world;
  }

  /** The same rows, each list in another order and each decision the other way round. */
  mixed(seed: string): HandMadeWorld {
    const rng = seededRng(seed);
    const world = new HandMadeWorld();
    world.accounts = shuffled(rng, this.accounts);
    world.observations = shuffled(rng, this.observations);
    world.roster = [...this.roster];
    world.decisions = shuffled(rng, this.decisions).map(({ accountA, accountB, verdict }) => ({
      accountA: accountB,
      accountB: accountA,
      verdict,
    }));
    world.activeHours = shuffled(rng, this.activeHours);
    return world;
  }

  input(): EngineInput {
    const builder = new EngineInputBuilder();
    for (const entry of this.roster) builder.addRoster(entry);
    for (const account of this.accounts) builder.addAccount(account);
    for (const observation of this.observations) builder.addObservation(observation);
    for (const [accountId, hours] of this.activeHours) builder.setActiveHours(accountId, hours);
    for (const decision of this.decisions) builder.addDecision(decision);
    return builder.build();
  }

  resolve(parameters: EngineParameters = TEST_PARAMETERS): Resolution {
    return resolve(this.input(), parameters, seededRng("test"));
  }

  explain(model: EngineModel, accountA: string, accountB: string): LinkExplanation {
    return explainPair(this.input(), model, accountA, accountB);
  }
}

/** Two accounts on one card and one machine among people: a network of its own. */
export function pairAmongPeople(): HandMadeWorld {
  const world = HandMadeWorld.among(300);
  for (const accountId of ["x", "y"])
    world
      .account(accountId, DAY_ONE_MS)
      .uses(accountId, { payment_instrument: "pi_xy", device: "machine_xy" }, DAY_ONE_MS);
  return world;
}

/** Some decisions that do not contradict each other: must-links within the halves of the ids, cannot-links across. */
export function decidedWorld(seed: number): HandMadeWorld {
  const rng = seededRng(`decisions/${seed}`);
  const rows = HandMadeWorld.among(100, `laws/${seed}`, 3);
  const ids = rows.accounts.map((account) => account.accountId);
  const half = (accountId: string): number => Number(accountId.at(-1)) % 2;
  for (let tried = 0; tried < 12; tried++) {
    const [a, b] = [pick(rng, ids), pick(rng, ids)];
    if (a !== b) rows.decide(a, half(a) === half(b) ? "must_link" : "cannot_link", b);
  }
  for (const accountId of ids) if (rng.next() < 0.5) rows.hours(accountId, randomInt(rng, 1 << 24));
  return rows;
}

/** A resolution as plain values, the networks' graphs among them. */
export function plainResolution({ graphOf, links, ...rest }: Resolution): object {
  return { ...rest, links: [...links()], graphs: rest.networks.map((_, index) => graphOf(index)) };
}

/** Members of each network, ids rising, largest network first. */
export function memberLists(resolution: Resolution): string[][] {
  return resolution.networks.map((network) => network.members.map((member) => member.accountId));
}

/** The network of an account, by position; -1 where it is in none. */
export function networkOf(resolution: Resolution, accountId: string): number {
  return resolution.networks.findIndex((network) =>
    network.members.some((member) => member.accountId === accountId),
  );
}

/** Values that are no finite number anywhere in a resolution, as paths; times may be null. */
export function notFinite(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} = ${value}`];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => notFinite(inner, `${path}.${key}`));
}
