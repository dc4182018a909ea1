import { describe, expect, test } from "vitest";
import { ipRangeOf } from "@/lib/domain/ip-range";
import { Campaign } from "../campaign";
import { completeOptions } from "../options";
import { exchangeRows } from "../tables/exchanges";
import { REPORTED_WORLD } from "../world";
import { type Scenario, SCENARIOS, type ScenarioWorld } from "./index";
import { observedDays } from "./observed-days";

type Row = Record<string, string | number>;

const TINY = { operatorAccounts: 120, honestAccounts: 1_500, exchanges: 12_000 };

function named(id: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
}

function* firstOf<T>(rows: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const row of rows) {
    if (taken++ === count) return;
    yield row;
  }
}

/** Everything of a world but for most of its days, as text. */
function bytes(world: ScenarioWorld): string {
  return JSON.stringify([
    [...world.accounts()],
    [...world.apiKeys()],
    [...world.paymentInstruments()],
    [...firstOf(world.observations(), 2_000)],
    [...world.roster()],
    [...world.truth()],
  ]);
}

const operatorsOf = (world: ScenarioWorld): Set<string> =>
  new Set([...world.truth()].flatMap((row) => (row.label === "operator" ? [row.accountId] : [])));

/** Accounts by value. */
function users(
  rows: Iterable<Row>,
  column: string,
  accounts?: ReadonlySet<string>,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const row of rows) {
    const accountId = String(row["account_id"]);
    const value = String(row[column]);
    if (value === "" || (accounts !== undefined && !accounts.has(accountId))) continue;
    found.set(value, (found.get(value) ?? new Set()).add(accountId));
  }
  return found;
}

const ofKind = (world: ScenarioWorld, kind: string): Row[] =>
  [...world.observations()].filter((row) => row.kind === kind);
const largest = (groups: Map<string, Set<string>>): number =>
  Math.max(...[...groups.values()].map((accounts) => accounts.size));

describe("every world", () => {
  test("is the same for the same seed and another for another", () => {
    for (const scenario of SCENARIOS) {
      const once = bytes(scenario.build(7, TINY));
      expect(bytes(scenario.build(7, TINY)) === once).toBe(true);
      expect(bytes(scenario.build(8, TINY)) === once).toBe(false);
    }
  });

  test("has one line of truth for each account, as many operators' as were asked for, and no row of a stranger", () => {
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
    for (const scenario of SCENARIOS) {
      const world = scenario.build(3, TINY);
      const truth = [...world.truth()];
      const ids = new Set(truth.map(({ accountId }) => accountId));
      expect(ids.size).toBe(truth.length);
      expect(new Set([...world.accounts()].map((row) => row.account_id))).toEqual(ids);
      expect(
        truth.every(({ operatorId, label }) => operatorId.startsWith("op_") === (label === "operator")),
      ).toBe(true);
      expect(operatorsOf(world).size).toBe(scenario.aim === "apart" ? 0 : TINY.operatorAccounts);
      for (const rows of [world.apiKeys(), world.paymentInstruments(), firstOf(world.observations(), 2_000)])
        expect([...rows].every((row) => ids.has(String(row.account_id)))).toBe(true);
      expect([...world.roster()].length === 0).toBe(scenario.aim === "apart");
    }
  });
});

test("honest people are the same ones, and do the same, whatever the operator does", () => {
  const honest = (world: ScenarioWorld): string => {
    const operators = operatorsOf(world);
    const theirs = (rows: Iterable<Row>): string[] =>
      [...rows]
        .flatMap((row) => (operators.has(String(row["account_id"])) ? [] : [JSON.stringify(row)]))
        .sort();
    return [world.accounts(), world.apiKeys(), world.paymentInstruments(), world.observations()]
      .flatMap(theirs)
      .join("\n");
  };
  const reported = honest(named("s9").build(5, TINY));
  for (const id of ["s1", "s2", "s3", "s5", "s6a", "s6b", "s8"])
    expect([id, honest(named(id).build(5, TINY)) === reported]).toEqual([id, true]);
});

test("days show what the exchanges show: the same identifiers, windows and counts", () => {
  const options = completeOptions({
    operatorAccounts: 60,
    honestAccounts: 600,
    exchanges: 6_000,
    days: 20,
    seed: 4,
  });
  const summed = (rows: Iterable<{ key: string; first: number; last: number; count: number }>): string => {
    const uses = new Map<string, { first: number; last: number; count: number }>();
    for (const { key, first, last, count } of rows) {
      const use = uses.get(key);
      uses.set(key, {
        first: Math.min(use?.first ?? first, first),
        last: Math.max(use?.last ?? last, last),
        count: (use?.count ?? 0) + count,
      });
    }
    return JSON.stringify([...uses].sort(([x], [y]) => (x < y ? -1 : 1)));
  };
  const days = [...observedDays(new Campaign(options, REPORTED_WORLD))].map((row) => ({
    key: `${row.account_id} ${row.kind} ${row.value}`,
    first: Number(row.first_seen),
    last: Number(row.last_seen),
    count: Number(row.count),
  }));
  const exchanges = [...exchangeRows(new Campaign(options), { fromDay: 0, toDay: options.days })].flatMap(
    (row) =>
      [
        ["api_key", row.api_key_id],
        ["ip", row.ip],
        ["ip_range", ipRangeOf(String(row.ip)) ?? ""],
        ["tls_fingerprint", row.tls_fingerprint],
        ["client_profile", row.client_profile],
        ["prompt_template", row.template_id],
      ]
        .filter(([, value]) => value !== "")
        .map(([kind, value]) => ({
          key: `${row.account_id} ${kind} ${value}`,
          first: Number(row.ts),
          last: Number(row.ts),
          count: 1,
        })),
  );
  expect(exchanges.length).toBeGreaterThan(days.length);
  expect(summed(days)).toBe(summed(exchanges));
});

describe("the operator", () => {
  test("s1: pays for 50 accounts with a card and works 50 from an address", () => {
    const world = named("s1").build(1, "quick");
    const operators = operatorsOf(world);
    expect(largest(users(world.paymentInstruments(), "fingerprint", operators))).toBe(50);
    const addresses = users(ofKind(world, "ip"), "value", operators);
    expect([addresses.size, largest(addresses)]).toEqual([6, 50]);
  });

  test("s2: has 20 accounts on a card, a machine for each, and another home line each sitting", () => {
    const world = named("s2").build(1, "quick");
    const operators = operatorsOf(world);
    expect(largest(users(world.paymentInstruments(), "fingerprint", operators))).toBe(20);
    expect(largest(users(ofKind(world, "device"), "value", operators))).toBe(1);
    const addresses = users(ofKind(world, "ip"), "value", operators);
    expect([...addresses.keys()].every((ip) => /^24[12]\./.test(ip))).toBe(true);
    expect(addresses.size).toBeGreaterThan(operators.size);
  });

  test("s3: shares no card, machine, key or code between two accounts, hardly an address, and pays with one BIN", () => {
    const world = named("s3").build(1, "quick");
    const operators = operatorsOf(world);
    expect(largest(users(world.paymentInstruments(), "fingerprint", operators))).toBe(1);
    expect(users(world.paymentInstruments(), "bin", operators).size).toBe(1);
    expect(largest(users(ofKind(world, "device"), "value", operators))).toBe(1);
    expect(largest(users(ofKind(world, "api_key"), "value", operators))).toBe(1);
    expect(users(world.accounts(), "referral_code", operators).size).toBe(0);
    expect(largest(users(ofKind(world, "ip"), "value", operators))).toBeLessThan(12);
    expect(users(ofKind(world, "prompt_template"), "value", operators).size).toBeGreaterThan(5);
  });

  test("s4: three of them share a wallet, a code and a BIN with honest customers, and no card or machine", () => {
    const world = named("s4").build(1, "quick");
    const party = new Map([...world.truth()].map((row) => [row.accountId, row]));
    const sides = (accounts: Iterable<string>): string[] =>
      [
        ...new Set(
          [...accounts]
            .map((id) => party.get(id))
            .map((row) => (row?.label === "operator" ? row.operatorId : "honest")),
        ),
      ].sort();
    const everybody = ["honest", "op_1", "op_2", "op_3"];
    const wallet = [...users(world.paymentInstruments(), "fingerprint").values()].find(
      (accounts) => accounts.size > 300,
    );
    expect(sides(wallet ?? [])).toEqual(everybody);
    expect(sides(users(world.paymentInstruments(), "bin").get("990703") ?? [])).toEqual(everybody);
    const code = [...users(world.accounts(), "referral_code").values()].find(
      (accounts) => accounts.size > 300,
    );
    expect(sides(code ?? [])).toEqual(everybody);
    for (const accounts of users(ofKind(world, "device"), "value").values())
      expect(sides(accounts)).toHaveLength(1);
  });

  test("s5: its pools share templates and builds, and no card, machine, key or address of their own", () => {
    const world = named("s5").build(1, "quick");
    const operators = operatorsOf(world);
    const first = new Set(
      [...world.accounts()].flatMap((row) => (row.status === "banned" ? [String(row.account_id)] : [])),
    );
    const mixed = (groups: Map<string, Set<string>>): number =>
      [...groups.values()].filter((accounts) => new Set([...accounts].map((id) => first.has(id))).size === 2)
        .length;
    expect(mixed(users(world.paymentInstruments(), "fingerprint", operators))).toBe(0);
    expect(mixed(users(ofKind(world, "device"), "value", operators))).toBe(0);
    expect(mixed(users(ofKind(world, "prompt_template"), "value", operators))).toBeGreaterThan(4);
    expect(mixed(users(ofKind(world, "client_profile"), "value", operators))).toBeGreaterThan(0);
    const addresses = users(ofKind(world, "ip"), "value", operators);
    expect(mixed(addresses) / addresses.size).toBeLessThan(0.05);
  });

  test.each(["s6a", "s6b"])(
    "%s: pays with honest people's cards, one victim for each account, and uses honest people's keys",
    (id) => {
      const world = named(id).build(1, "quick");
      const operators = operatorsOf(world);
      const cards = users(world.paymentInstruments(), "fingerprint");
      const ofOperators = [...cards.values()].filter((accounts) =>
        [...accounts].some((account) => operators.has(account)),
      );
      const stolen = ofOperators.filter((accounts) => accounts.size === 2);
      expect(stolen.length / operators.size).toBeGreaterThan(0.9);
      for (const accounts of stolen)
        expect([...accounts].filter((account) => operators.has(account))).toHaveLength(1);
      const owners = new Map([...world.apiKeys()].map((row) => [row.api_key_id, String(row.account_id)]));
      const cardOf = new Map<string, Set<string>>();
      for (const [card, accounts] of cards)
        for (const account of accounts) cardOf.set(account, (cardOf.get(account) ?? new Set()).add(card));
      const thefts = ofKind(world, "api_key").flatMap((row) => {
        const owner = owners.get(row["value"] ?? "") ?? "";
        const thief = String(row["account_id"]);
        return operators.has(thief) && !operators.has(owner) ? [{ thief, owner }] : [];
      });
      expect(thefts.length).toBeGreaterThan(20);
      const sameVictim = thefts.filter(({ thief, owner }) =>
        [...(cardOf.get(owner) ?? [])].some((card) => cardOf.get(thief)?.has(card)),
      );
      expect(sameVictim.length / thefts.length > 0.9).toBe(id === "s6b");
    },
  );

  test.each(["s7a", "s7b"])(
    "%s: works from the enterprise's range, with an instrument of its and in its name",
    (id) => {
      const world = named(id).build(1, "quick");
      const operators = operatorsOf(world);
      const framed = new Set(
        [...world.truth()].flatMap((row) =>
          row.source === "decoy:framed-enterprise" ? [row.accountId] : [],
        ),
      );
      const both = (groups: Map<string, Set<string>>): number =>
        [...groups.values()].filter(
          (accounts) =>
            [...accounts].some((a) => operators.has(a)) && [...accounts].some((a) => framed.has(a)),
        ).length;
      expect(both(users(ofKind(world, "ip"), "value"))).toBe(4);
      expect(both(users(world.paymentInstruments(), "fingerprint"))).toBe(1);
      expect(both(users(world.accounts(), "organization"))).toBe(1);
      expect(both(users(world.accounts(), "referral_code"))).toBe(1);
      const verified = [...world.accounts()].filter(
        (row) => framed.has(String(row.account_id)) && row.verified_entity !== "",
      );
      expect(verified).toHaveLength(id === "s7a" ? framed.size : 0);
      expect([...world.roster()].some((row) => String(row.cidr_or_value).startsWith("248.128."))).toBe(false);
    },
  );

  test("s8: sends only what honest people send too, from a build they use", () => {
    const world = named("s8").build(1, "quick");
    const operators = operatorsOf(world);
    for (const kind of ["prompt_template", "client_profile", "tls_fingerprint"]) {
      const all = users(ofKind(world, kind), "value");
      const shared = [...users(ofKind(world, kind), "value", operators)].filter(
        ([, accounts]) => accounts.size > 2,
      );
      expect(shared.length).toBeGreaterThan(0);
      for (const [value, accounts] of shared) expect(all.get(value)?.size).toBeGreaterThan(accounts.size);
    }
  });
});

test.each([
  ["d1", "class", 300],
  ["d3a", "enterprise", 900],
  ["d3b", "enterprise", 900],
  ["d5", "reseller", 300],
  ["d6a", "build-farm", 60],
])("%s: the decoy is one organisation of its full size (%s, %i)", (id, segment, size) => {
  const members = [...named(id).build(2, "quick").truth()].filter(
    (row) => row.decoyOrganization === `${segment}/0`,
  );
  expect(members).toHaveLength(size);
});

test("d4: 900 accounts are behind one address", () => {
  const world = named("d4").build(2, "quick");
  const behind = users(
    [...world.accounts()].map((row) => ({ account_id: row.account_id, value: row.signup_ip })),
    "value",
  );
  expect(largest(behind)).toBe(900);
});
