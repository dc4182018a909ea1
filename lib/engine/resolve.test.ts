import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import type { Observation } from "@/lib/domain/identifier";
import { explainPair, identifiersToLoad } from "./explain/explain-pair";
import { DEFAULT_PARAMETERS } from "./parameters";
import { inputOf, randomWorld, shuffled, type WorldRows } from "./random-world.test-support";
import { type Resolution, resolve } from "./resolve";

const parameters = { ...DEFAULT_PARAMETERS, gapSamples: 20_000 };
const resolveRows = (rows: WorldRows): Resolution => resolve(inputOf(rows), parameters, seededRng("test"));
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const runs = { numRuns: 20 };

/** A resolution as plain values, the networks' graphs among them. */
function plain({ graphOf, links, ...rest }: Resolution): object {
  return { ...rest, links: [...links()], graphs: rest.networks.map((_, index) => graphOf(index)) };
}

function memberSets(resolution: Resolution): string[] {
  return resolution.networks
    .map((network) => network.members.map((member) => member.accountId).join(" "))
    .sort();
}

function usesOf(rows: WorldRows, accountId: string): Observation[] {
  return rows.observations.filter((observation) => observation.accountId === accountId);
}

describe("networks", () => {
  test("the order in which rows arrive changes nothing", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = randomWorld(seededRng(seed));
        const mix = seededRng(`${seed}/mix`);
        const mixed = {
          accounts: shuffled(mix, rows.accounts),
          observations: shuffled(mix, rows.observations),
          roster: rows.roster,
        };
        expect(plain(resolveRows(mixed))).toEqual(plain(resolveRows(rows)));
      }),
      runs,
    );
  });

  test("operators are found whole and apart, people stay out of large groups", () => {
    const resolution = resolveRows(randomWorld(seededRng("found"), 600));
    const large = resolution.networks.filter((network) => network.members.length >= 8);
    expect(large.length).toBeGreaterThanOrEqual(2);
    for (const network of large) {
      const owners = new Set(
        network.members.map((member) => member.accountId.split("_").slice(0, 2).join("_")),
      );
      expect([...owners]).toHaveLength(1);
    }
  });

  test("a value many innocents share merges nobody", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 10, max: 100 }), (seed, users) => {
        const rows = randomWorld(seededRng(seed));
        const people = shuffled(
          seededRng(`${seed}/hub`),
          rows.accounts.filter((a) => a.accountId.startsWith("person")),
        );
        const hub = people.slice(0, users).map((account): Observation => ({
          accountId: account.accountId,
          kind: "device",
          value: "hub",
          firstSeenMs: account.createdAtMs,
          lastSeenMs: account.createdAtMs,
          count: 1,
        }));
        const sizes = resolveRows({ ...rows, observations: [...rows.observations, ...hub] })
          .networks.filter((network) =>
            network.members.some((member) => member.accountId.startsWith("person")),
          )
          .map((network) => network.members.length);
        expect(Math.max(0, ...sizes)).toBeLessThan(8);
      }),
      runs,
    );
  });

  test("every network is held by its own confirmed links, and by one less than it has members", () => {
    const resolution = resolveRows(randomWorld(seededRng("forest")));
    expect(resolution.networks.length).toBeGreaterThan(0);
    for (const network of resolution.networks) {
      const members = new Set(network.members.map((member) => member.accountId));
      const inside = [...resolution.links()].filter(
        (link) => link.status === "confirmed" && members.has(link.accountA),
      );
      expect(inside).toHaveLength(members.size - 1);
      expect(inside.every((link) => members.has(link.accountB))).toBe(true);
    }
  });

  test("a verified account is in no network, and the network says who was kept out", () => {
    const rows = randomWorld(seededRng("verified"));
    const accounts = rows.accounts.map((account) =>
      account.accountId === "pool_0_1" ? { ...account, verifiedEntity: "LEI-1" } : account,
    );
    const resolution = resolveRows({ ...rows, accounts });
    expect(memberSets(resolution).some((members) => members.split(" ").includes("pool_0_1"))).toBe(false);
    const guards = resolution.networks.flatMap((network) => network.guards);
    expect(guards.some((guard) => guard.guard === "verified_enterprise")).toBe(true);
  });

  test("evidence of one family joins nobody where the data has several, and takes two identifiers where it has one", () => {
    const rows = randomWorld(seededRng("single"), 120, 0);
    const burst = ["a", "b", "c"].map((accountId) => ({ ...rows.accounts[0], accountId }));
    const created = rows.accounts[0]?.createdAtMs ?? 0;
    const cards = burst.map(({ accountId }): Observation => ({
      accountId,
      kind: "payment_instrument",
      value: "pi_shared",
      firstSeenMs: created,
      lastSeenMs: created,
      count: 1,
    }));
    const resolution = resolveRows({ ...rows, observations: [...rows.observations, ...cards] });
    expect(memberSets(resolution).some((members) => members.includes("a b"))).toBe(false);
    expect(resolution.model.families.length).toBeGreaterThan(1);
    expect(memberSets(resolveRows({ ...rows, observations: cards }))).toEqual([]);
    const second = cards.map((card): Observation => ({ ...card, value: "pi_shared_too" }));
    const onlyCards = resolveRows({ ...rows, observations: [...cards, ...second] });
    expect(memberSets(onlyCards)).toEqual(["a b c"]);
    expect(onlyCards.networks[0]?.guards.map((guard) => guard.guard)).toContain("single_family_data");
    expect(onlyCards.notes.join(" ")).toContain("one family");
  });
});

describe("what holds no network", () => {
  const day = 86_400_000;
  /** `size` accounts that share `kinds` from within the same half hour, among people. */
  function crowd(
    size: number,
    kinds: Record<string, string>,
    seed = "crowd",
  ): { rows: WorldRows; ids: Set<string> } {
    const rows = randomWorld(seededRng(seed), 600, 0);
    const begun = (rows.accounts[0]?.createdAtMs ?? 0) + day;
    const members = Array.from({ length: size }, (_, i) => ({
      accountId: `crowd_${i}`,
      createdAtMs: begun + i * 10_000,
      verifiedEntity: "",
      contractId: "",
    }));
    const shared = members.flatMap((account) =>
      Object.entries(kinds).map(([kind, value]): Observation => ({
        accountId: account.accountId,
        kind,
        value,
        firstSeenMs: account.createdAtMs,
        lastSeenMs: account.createdAtMs,
        count: 5,
      })),
    );
    return {
      rows: {
        ...rows,
        accounts: [...rows.accounts, ...members],
        observations: [...rows.observations, ...shared],
      },
      ids: new Set(members.map((account) => account.accountId)),
    };
  }
  const caught = ({ rows, ids }: { rows: WorldRows; ids: Set<string> }): number =>
    resolveRows(rows).networks.reduce(
      (sum, n) => sum + n.members.filter((m) => ids.has(m.accountId)).length,
      0,
    );

  test("a course: one code, one exercise, one hour", () => {
    expect(caught(crowd(60, { referral_code: "CLASS-1", prompt_template: "exercise" }))).toBe(0);
  });

  test("a firm that shows itself: one card, one office machine, its own name and mail domain", () => {
    const firm = {
      payment_instrument: "pi_firm",
      device: "image",
      organization: "Larkfield",
      email_domain: "larkfield.test",
    };
    expect(caught(crowd(12, firm))).toBe(0);
    const { organization: _, email_domain: __, ...hidden } = firm;
    expect(caught(crowd(12, hidden))).toBe(12);
  });

  test("a reseller the roster knows", () => {
    const world = crowd(12, { payment_instrument: "pi_reseller", referral_code: "PARTNER", device: "kiosk" });
    const known = (kind: string, cidrOrValue: string): WorldRows["roster"][number] => ({
      kind,
      cidrOrValue,
      class: "reseller",
      capacity: 5_000,
      note: "",
    });
    const roster = [known("payment_instrument", "pi_reseller"), known("referral_code", "PARTNER")];
    expect(caught({ ...world, rows: { ...world.rows, roster } })).toBe(0);
  });
});

describe("groups", () => {
  /** Four groups of eight on a card and a machine each; `common` is used by all of them. */
  function fourGroups(common: Record<string, string>, alsoPeople: string[] = []): WorldRows {
    const rows = randomWorld(seededRng("groups"), 600, 0);
    const begun = rows.accounts[0]?.createdAtMs ?? 0;
    for (let group = 0; group < 4; group++) {
      for (let n = 0; n < 8; n++) {
        const accountId = `pool_${group}_${n}`;
        const createdAtMs = begun + group * 6 * 86_400_000 + n * 60_000;
        const times = { firstSeenMs: createdAtMs, lastSeenMs: createdAtMs };
        rows.accounts.push({
          accountId,
          createdAtMs,
          verifiedEntity: "",
          contractId: "",
        });
        const own = { payment_instrument: `pi_${group}`, device: `machine_${group}`, ...common };
        for (const [kind, value] of Object.entries(own)) {
          rows.observations.push({ accountId, kind, value, ...times, count: 9 });
        }
      }
    }
    rows.accounts.slice(0, 200).forEach((account) => {
      for (const kind of alsoPeople) {
        const times = { firstSeenMs: account.createdAtMs, lastSeenMs: account.createdAtMs };
        rows.observations.push({
          accountId: account.accountId,
          kind,
          value: common[kind] ?? "",
          ...times,
          count: 9,
        });
      }
    });
    return rows;
  }
  const sizes = (resolution: Resolution): number[] =>
    resolution.networks.map((network) => network.members.length).filter((size) => size >= 8);

  test("what two groups are full of and nobody else has joins them, if it is of two families", () => {
    expect(sizes(resolveRows(fourGroups({})))).toEqual([8, 8, 8, 8]);
    expect(sizes(resolveRows(fourGroups({ prompt_template: "t", client_profile: "build" })))).toEqual([32]);
    expect(sizes(resolveRows(fourGroups({ client_profile: "build", tls_fingerprint: "f" })))).toEqual([
      8, 8, 8, 8,
    ]);
  });

  test("two operators who rent from the same vendors stay two: what is rented joins nobody", () => {
    expect(sizes(resolveRows(fourGroups({ card_bin: "990000", ip: "240.77.0.1" })))).toEqual([8, 8, 8, 8]);
  });

  test("what people outside use as well joins nobody", () => {
    const rows = fourGroups({ prompt_template: "t", client_profile: "build" }, ["client_profile"]);
    expect(sizes(resolveRows(rows))).toEqual([8, 8, 8, 8]);
  });

  test("the order in which rows arrive changes no join", () => {
    const rows = fourGroups({ prompt_template: "t", client_profile: "build", tls_fingerprint: "f" });
    const expected = resolveRows(rows);
    for (const seed of ["x", "y", "z"]) {
      const mix = seededRng(seed);
      const mixed = {
        accounts: shuffled(mix, rows.accounts),
        observations: shuffled(mix, rows.observations),
        roster: [],
      };
      expect(plain(resolveRows(mixed))).toEqual(plain(expected));
    }
  });

  test("the link that joins two groups says so, and explains itself like any other", () => {
    const rows = fourGroups({ prompt_template: "t", client_profile: "build" });
    const resolution = resolveRows(rows);
    const join = resolution.model.joins[0];
    expect(join).toBeDefined();
    if (join === undefined) return;
    const explained = explainPair(inputOf(rows), resolution.model, join.accountA, join.accountB);
    expect(explained.status).toBe("confirmed");
    expect(explained.evidence[0]?.sentence).toContain("grouped with");
    const sum = explained.evidence.reduce((total, row) => total + row.contribution, 0);
    expect(explained.bits).toBeCloseTo(sum, 9);
    const link = [...resolution.links()].find(
      (l) => l.accountA === join.accountA && l.accountB === join.accountB,
    );
    const { sentence: _, modelVersion: __, thresholds: ___, ...plain } = explained;
    expect(plain).toEqual(link);
  });
});

describe("explainPair", () => {
  test("gives the very rows and bits of resolve, from the users of the shared identifiers alone", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = randomWorld(seededRng(seed));
        const resolution = resolveRows(rows);
        const links = [...resolution.links()];
        expect(links.length).toBeGreaterThan(0);
        for (const link of links) {
          const needed = new Set(
            identifiersToLoad(usesOf(rows, link.accountA), usesOf(rows, link.accountB)).map(
              (i) => `${i.kind}:${i.value}`,
            ),
          );
          const part = inputOf({
            ...rows,
            accounts: rows.accounts.filter(
              (a) => a.accountId === link.accountA || a.accountId === link.accountB,
            ),
            observations: rows.observations.filter((o) => needed.has(`${o.kind}:${o.value}`)),
          });
          const { sentence, modelVersion, thresholds, ...explained } = explainPair(
            part,
            resolution.model,
            link.accountB,
            link.accountA,
          );
          expect(explained).toEqual(link);
          expect(thresholds).toEqual({ candidateBits: 2.5, confirmBits: 4 });
          expect(sentence).not.toBe("");
          expect(modelVersion).toBe(resolution.model.version);
        }
      }),
      runs,
    );
  });

  test("is the same from both sides, and its rows add up to its bits", () => {
    fc.assert(
      fc.property(seeds, fc.nat(155), fc.nat(155), (seed, i, j) => {
        fc.pre(i !== j);
        const rows = randomWorld(seededRng(seed));
        const input = inputOf(rows);
        const { model } = resolve(input, parameters, seededRng("test"));
        const [a, b] = [rows.accounts[i]?.accountId ?? "", rows.accounts[j]?.accountId ?? ""];
        const link = explainPair(input, model, a, b);
        expect(explainPair(input, model, b, a)).toEqual(link);
        const sum =
          link.evidence.reduce((total, row) => total + row.contribution, 0) +
          link.counterEvidence.reduce((total, row) => total + row.bits, 0);
        expect(link.bits).toBeCloseTo(sum, 9);
        for (const row of link.evidence) {
          const bits = Math.log2(row.kappa) - Math.log2(row.crowd - 1) - Math.log2(row.chance);
          expect(row.bits).toBeCloseTo(bits, 9);
        }
      }),
      runs,
    );
  });

  test("the roster's floor lowers the bits, and a guard says so", () => {
    const rows = randomWorld(seededRng("roster"), 600);
    const listed = {
      ...rows,
      roster: [
        {
          cidrOrValue: "240.1.0.0/16",
          kind: "ip",
          class: "campus" as const,
          capacity: 20_000,
          note: "north",
        },
      ],
    };
    const { model } = resolveRows(rows);
    const shared = [...resolveRows(rows).links()].find((link) => link.families.includes("network"));
    expect(shared).toBeDefined();
    if (shared === undefined) return;
    const bare = explainPair(inputOf(rows), model, shared.accountA, shared.accountB);
    const floored = explainPair(inputOf(listed), model, shared.accountA, shared.accountB);
    expect(floored.bits).toBeLessThan(bare.bits);
    expect(floored.guards.map((guard) => guard.guard)).toContain("roster");
    expect(floored.evidence.find((row) => row.roster !== null)?.crowd).toBe(20_000);
  });

  test("different verified entities speak against a link, in words", () => {
    const rows = randomWorld(seededRng("entities"));
    const accounts = rows.accounts.map((account) => {
      if (account.accountId === "pool_0_0") return { ...account, verifiedEntity: "LEI-1" };
      return account.accountId === "pool_0_1" ? { ...account, verifiedEntity: "LEI-2\u202e" } : account;
    });
    const input = inputOf({ ...rows, accounts });
    const link = explainPair(input, resolveRows(rows).model, "pool_0_0", "pool_0_1");
    expect(link.counterEvidence.map((row) => [row.kind, row.bits])).toEqual([
      ["verified_entity_differs", -8],
    ]);
    expect(link.status).not.toBe("confirmed");
    expect(link.counterEvidence[0]?.sentence).not.toContain("\u202e");
  });
});
