import { describe, expect, test } from "vitest";
import { type Rng, randomInt, seededRng } from "@/lib/core/rng";
import { MS_PER_HOUR } from "@/lib/core/time";
import { assessNetwork } from "../assess-network";
import { NETWORK_BEHAVIOUR_TESTS } from ".";
import { type AccountHours, accountsActivity, type NetworkActivity } from "./network-activity";
import {
  accountFrom,
  DAYS,
  everydayMix,
  FROM_MS,
  HOURS,
  networkOf,
  person,
  poisson,
  takeUp,
  WAVE_HOUR,
} from "./series.test-support";

const SEEDS = 20;
const CALLED_MIN = 0.9;

const accounts = (count: number, make: (number: number) => AccountHours): AccountHours[] =>
  Array.from({ length: count }, (_, number) => make(number));

/** A queue deals each hour's work round the accounts. */
function dealtOut(rng: Rng, count: number, perHour: number): AccountHours[] {
  const hours = Array.from({ length: count }, () => new Map<number, number>());
  let next = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    const work = poisson(rng, perHour);
    for (let i = 0; i < work; i++) {
      const own = hours[next];
      own?.set(hour, (own.get(hour) ?? 0) + 1);
      next = (next + 1) % count;
    }
  }
  return hours.map((own) => accountFrom((hour) => own.get(hour) ?? 0));
}

/** `workers` at a time: each takes an account, uses it for a few hours, and goes on to the next that rests. */
function takingTurns(rng: Rng, count: number, workers: number): AccountHours[] {
  const used = Array.from({ length: count }, () => new Set<number>());
  for (let worker = 0; worker < workers; worker++) {
    let hour = 0;
    let account = worker;
    while (hour < HOURS) {
      const stay = 3 + randomInt(rng, 6);
      for (let at = hour; at < Math.min(HOURS, hour + stay); at++) used[account]?.add(at);
      hour += stay;
      account = (account + workers) % count;
    }
  }
  return used.map((own) => accountFrom((hour) => (own.has(hour) ? 1 + poisson(rng, 4) : 0)));
}

/** Half the accounts are banned within hours; others, made long before and hardly used, take over in a day and a half. */
function secondPool(rng: Rng, count: number): AccountHours[] {
  return accounts(count, (number) => {
    const first = number < count / 2;
    const banned = WAVE_HOUR + randomInt(rng, 18);
    const wakes = WAVE_HOUR + randomInt(rng, 36);
    const row = accountFrom(
      (hour) => poisson(rng, first || hour >= wakes ? 0.6 : 0.01),
      first ? FROM_MS + banned * MS_PER_HOUR : null,
    );
    return { ...row, createdMs: FROM_MS - 24 * MS_PER_HOUR };
  });
}

const listOfAbilities = {
  names: ["coding", "reasoning_traces", "agentic_tool_use", "chat"],
  counts: [50, 40, 30, 15],
};

const OPERATED: Readonly<Record<string, (rng: Rng, size: number) => NetworkActivity>> = {
  uniform_load: (rng, size) => networkOf(dealtOut(rng, size, size / 3)),
  handover_tiling: (rng, size) => networkOf(takingTurns(rng, size, Math.ceil(size / 4))),
  throttle_plateau: (rng, size) =>
    networkOf(
      accounts(size, () => {
        const wish = 40 + 60 * rng.next();
        let left = 0;
        return accountFrom((hour) => {
          if (hour % 24 === 0) left = 50;
          const count = Math.min(left, poisson(rng, wish / 24));
          left -= count;
          return count;
        });
      }),
    ),
  flat_rhythm: (rng, size) => networkOf(accounts(size, () => accountFrom(() => poisson(rng, 0.4)))),
  capability_concentration: (rng, size) =>
    networkOf(
      accounts(size, () => accountFrom(() => poisson(rng, 0.4))),
      {
        asked: Array.from({ length: size }, () => (rng.next() < 0.9 ? listOfAbilities : everydayMix(rng))),
        templates: Array.from({ length: 9 }, () => ({ accounts: Math.ceil(size * 0.6), exchanges: 95 })),
        templateExchanges: 900,
      },
    ),
  release_retargeting: (rng, size) =>
    networkOf(
      accounts(size, () => accountFrom(() => poisson(rng, 0.4))),
      { releases: [takeUp(size, size - randomInt(rng, 2), 0.7)] },
    ),
  ban_handover: (rng, size) => networkOf(secondPool(rng, size)),
};

describe("each test calls what it is made for", () => {
  test.each(NETWORK_BEHAVIOUR_TESTS.map((each) => [each.id, each] as const))("%s", (id, each) => {
    let called = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const rng = seededRng(`operated/${id}/${seed}`);
      const activity = OPERATED[id]?.(rng, 20 + randomInt(rng, 60));
      if (activity === undefined) throw new Error(`no operated series for ${id}`);
      const outcome = each.run(activity, rng);
      if (outcome.finding === "speaks_for") {
        called += 1;
        expect(outcome.bits).toBeGreaterThan(0);
        expect(outcome.pValue).toBeLessThanOrEqual(0.005);
      }
    }
    expect(called / SEEDS).toBeGreaterThanOrEqual(CALLED_MIN);
  });
});

/** A hydra as reported: throttled, dealt out, flat, after a list of abilities, retargeted at a release. */
function hydra(rng: Rng): NetworkActivity {
  return networkOf(dealtOut(rng, 60, 24), {
    asked: Array.from({ length: 60 }, () => listOfAbilities),
    templates: Array.from({ length: 9 }, () => ({ accounts: 40, exchanges: 95 })),
    templateExchanges: 900,
    releases: [takeUp(60, 60, 0.7)],
  });
}

test("a network with all of it has likely signs; take the list of abilities away and it has not", () => {
  const activity = hydra(seededRng("hydra"));
  expect(assessNetwork(activity).grade).toBe("likely signs");
  const rng = seededRng("everyday");
  const everyday = networkOf(dealtOut(seededRng("hydra"), 60, 24), {
    asked: Array.from({ length: 60 }, () => everydayMix(rng)),
    releases: activity.releases,
  });
  expect(assessNetwork(everyday).grade).toBe("some signs");
});

test("the same records give the same assessment to the last digit", () => {
  expect(assessNetwork(hydra(seededRng("twice")))).toEqual(assessNetwork(hydra(seededRng("twice"))));
});

test("where only some were looked at, every sentence about accounts says how many", () => {
  const activity = { ...hydra(seededRng("large")), accounts: 25_000 };
  const even = assessNetwork(activity).tests.find((each) => each.id === "uniform_load");
  expect(even?.finding).toBe("speaks_for");
  expect(even?.sentence.replaceAll("\u202f", " ")).toContain("60 of its 25 000 accounts, drawn at random");
});

test("turns are found within groups that share keys, where the network is too large to be looked at as a whole", () => {
  const rng = seededRng("groups");
  const groups = Array.from({ length: 12 }, () => accountsActivity(takingTurns(rng, 6, 2), HOURS));
  const sample = accounts(40, () => person(rng, { office: true }));
  const outcome = NETWORK_BEHAVIOUR_TESTS.find((each) => each.id === "handover_tiling")?.run(
    networkOf(sample, { accounts: 9_000, keyGroups: groups }),
    rng,
  );
  expect(outcome?.finding).toBe("speaks_for");
  expect(DAYS * 24).toBe(HOURS);
});
