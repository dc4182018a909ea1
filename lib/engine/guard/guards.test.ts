import { describe, expect, test } from "vitest";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import type { Link } from "@/lib/domain/link";
import {
  DAY_ONE_MS,
  HandMadeWorld,
  memberLists,
  networkOf,
  TEST_PARAMETERS,
} from "../hand-made-world.test-support";
import type { Resolution } from "../resolve";

const guardsOf = (link: Pick<Link, "guards">): string[] => link.guards.map((row) => row.guard);

/** Members of networks whose id begins with `prefix`. */
function caught(resolution: Resolution, prefix: string): string[] {
  return memberLists(resolution)
    .flat()
    .filter((accountId) => accountId.startsWith(prefix));
}

/** `size` accounts `prefix_0`… that begin to use `values` one `apartMs` after the other. */
function addCrowd(
  world: HandMadeWorld,
  prefix: string,
  size: number,
  valuesOf: (n: number) => Record<string, string>,
  apartMs: number,
  fromMs = DAY_ONE_MS,
): HandMadeWorld {
  for (let n = 0; n < size; n++) {
    const at = fromMs + n * apartMs;
    world.account(`${prefix}_${n}`, at).uses(`${prefix}_${n}`, valuesOf(n), at);
  }
  return world;
}

describe("a possible victim", () => {
  /** A thief's five accounts turn up on a card and a key that `victim` had to itself for `days`. */
  function theft(days: number): HandMadeWorld {
    const at = DAY_ONE_MS - days * MS_PER_DAY;
    const stolen = { payment_instrument: "pi_stolen", api_key: "key_stolen" };
    const world = HandMadeWorld.among(400)
      .account("victim", at)
      .uses("victim", { ...stolen, device: "laptop_of_victim", ip: "240.88.0.1" }, at);
    return addCrowd(
      world,
      "thief",
      5,
      (n) => ({ ...stolen, device: "rig", ip: `240.66.0.${n}` }),
      MS_PER_HOUR,
    );
  }

  test("stays out of the network of the thief's accounts, and the link says so", () => {
    const resolution = theft(10).resolve();
    expect(networkOf(resolution, "victim")).toBe(-1);
    expect(caught(resolution, "thief")).toHaveLength(5);
    const links = [...resolution.links()].filter((link) => link.accountB === "victim");
    expect(links).toHaveLength(5);
    for (const link of links) {
      expect(link.status).toBe("candidate");
      expect(link.bits).toBeGreaterThanOrEqual(TEST_PARAMETERS.confirmBits);
      expect(guardsOf(link)).toContain("possible_victim");
      expect(link.guards[0]?.sentence).toContain("may be the victim of a theft");
    }
  });

  test("is none who was on the card for hours only: an operator's first account", () => {
    const resolution = theft(0.25).resolve();
    expect(networkOf(resolution, "victim")).toBe(networkOf(resolution, "thief_0"));
  });

  test("is linked all the same by what was not stolen", () => {
    const world = theft(10);
    world.uses("victim", { device: "rig", ip: "240.66.0.2" }, DAY_ONE_MS + 2 * MS_PER_HOUR);
    const resolution = world.resolve();
    expect(networkOf(resolution, "victim")).toBe(networkOf(resolution, "thief_2"));
  });
});

describe("a gathering", () => {
  test("of 100 strangers one after the other on one phone and one office address makes no network", () => {
    const world = HandMadeWorld.among(1_000);
    for (const { accountId, createdAtMs } of world.accounts.slice())
      world.uses(accountId, { phone: `+999${accountId}` }, createdAtMs);
    const shared = { phone: "+000111222333", ip: "240.77.0.1" };
    addCrowd(
      world,
      "guest",
      100,
      (n) => ({ ...shared, device: `laptop_guest_${n}`, payment_instrument: `pi_guest_${n}` }),
      20_000,
    );
    const resolution = world.resolve();
    expect(caught(resolution, "guest")).toEqual([]);
    const link = world.explain(resolution.model, "guest_50", "guest_51");
    expect(link.bits).toBeGreaterThanOrEqual(TEST_PARAMETERS.confirmBits);
    expect([link.status, ...guardsOf(link)]).toEqual(["candidate", "two_families"]);
  });
});

describe("a firm that shows itself", () => {
  const FIRM = { payment_instrument: "pi_firm", ip: "240.77.0.1", device: "office_image" };

  test.each([12, 200])("of %i accounts on its own mail domain stays candidates", (size) => {
    const named = { ...FIRM, organization: "larkfield", email_domain: "larkfield.test" };
    const world = addCrowd(HandMadeWorld.among(1_000), "staff", size, () => named, 20_000);
    const resolution = world.resolve();
    expect(caught(resolution, "staff")).toEqual([]);
    const link = world.explain(resolution.model, "staff_10", "staff_11");
    expect([link.status, ...guardsOf(link)]).toEqual(["candidate", "declared_organization"]);
    expect(link.bits).toBeGreaterThanOrEqual(TEST_PARAMETERS.confirmBits);
    const nameless = addCrowd(HandMadeWorld.among(1_000), "staff", 12, () => FIRM, 20_000);
    expect(caught(nameless.resolve(), "staff")).toHaveLength(12);
  });

  test("is not declared by an address at a mail provider, whose 200 other accounts name other firms", () => {
    const world = addCrowd(
      HandMadeWorld.among(1_000),
      "customer",
      200,
      (n) => ({ email_domain: "mail.test", organization: `firm ${n}` }),
      4 * MS_PER_HOUR,
      DAY_ONE_MS - 9 * MS_PER_DAY,
    );
    addCrowd(
      world,
      "pool",
      12,
      () => ({ ...FIRM, email_domain: "mail.test", organization: "larkfield" }),
      20_000,
    );
    const resolution = world.resolve();
    expect(caught(resolution, "pool")).toHaveLength(12);
    expect(caught(resolution, "customer")).toEqual([]);
    const link = world.explain(resolution.model, "pool_3", "pool_4");
    expect(guardsOf(link)).not.toContain("declared_organization");
    expect(link.status).toBe("confirmed");
  });

  test("does not vouch for a pair of which one names another firm or uses another domain", () => {
    for (const other of [{ organization: "other firm" }, { email_domain: "other.test" }]) {
      const named = { ...FIRM, organization: "larkfield", email_domain: "larkfield.test" };
      const world = addCrowd(
        HandMadeWorld.among(400),
        "staff",
        4,
        (n) => (n === 3 ? { ...named, ...other } : named),
        20_000,
      );
      const { model } = world.resolve();
      expect(guardsOf(world.explain(model, "staff_0", "staff_1"))).toContain("declared_organization");
      expect(guardsOf(world.explain(model, "staff_0", "staff_3"))).not.toContain("declared_organization");
    }
  });
});

describe("few accounts", () => {
  /** Three accounts a fortnight apart each on one machine and one phone: weak links. */
  function weak(): HandMadeWorld {
    return addCrowd(
      HandMadeWorld.among(400),
      "trio",
      3,
      () => ({ device: "machine", phone: "+000111222333" }),
      15 * MS_PER_DAY,
      DAY_ONE_MS - 8 * MS_PER_DAY,
    );
  }

  test("are a network only with a link of five bits, and a note says what was left out", () => {
    const world = weak();
    const resolution = world.resolve();
    const link = world.explain(resolution.model, "trio_0", "trio_1");
    expect(link.status).toBe("confirmed");
    expect(link.bits).toBeLessThan(TEST_PARAMETERS.smallNetworkBits);
    expect(resolution.networks).toEqual([]);
    expect(resolution.notes.join(" ")).toContain("1 group of fewer than 8 accounts is left out");
    for (const lenient of [{ smallNetworkAccounts: 3 }, { smallNetworkBits: link.bits }])
      expect(memberLists(world.resolve({ ...TEST_PARAMETERS, ...lenient }))).toEqual([
        ["trio_0", "trio_1", "trio_2"],
      ]);
  });

  test("are a network by one strong link, the weaker ones with it, or by an analyst's word", () => {
    const strong = weak();
    strong.account("twin", DAY_ONE_MS).uses("twin", { device: "rig", ip: "240.66.0.1" }, DAY_ONE_MS);
    strong.uses("trio_0", { device: "rig", ip: "240.66.0.1" }, DAY_ONE_MS + MS_PER_MINUTE);
    expect(memberLists(strong.resolve())).toEqual([["trio_0", "trio_1", "trio_2", "twin"]]);
    const decided = weak().decide("trio_1", "must_link", "trio_2").resolve();
    expect(memberLists(decided)).toEqual([["trio_0", "trio_1", "trio_2"]]);
  });
});

describe("data of one family", () => {
  test.each([
    [["ip"], 0],
    [["payment_instrument", "recv_erc20_polygon"], 3],
    [["payment_instrument", "card_bin"], 0],
    [["device"], 0],
  ])("%j shared: a network needs two identifiers", (kinds, size) => {
    const world = new HandMadeWorld();
    for (let n = 0; n < 300; n++) {
      const at = DAY_ONE_MS + n * 3 * MS_PER_HOUR;
      world
        .account(`a${n}`, at)
        .uses(`a${n}`, Object.fromEntries(kinds.map((kind) => [kind, `own_${n}`])), at);
    }
    addCrowd(world, "trio", 3, () => Object.fromEntries(kinds.map((kind) => [kind, "shared"])), 1_000);
    const lenient = { ...TEST_PARAMETERS, smallNetworkBits: 4 };
    const resolution = world.resolve(lenient);
    expect(resolution.model.families).toHaveLength(1);
    expect(caught(resolution, "trio")).toHaveLength(size);
    if (size > 0)
      expect(resolution.networks[0]?.guards.map((row) => row.guard)).toContain("single_family_data");
    expect(resolution.notes.join(" ")).toContain("two identifiers are asked for");
  });

  test("of behaviour alone there is no network at all", () => {
    const world = new HandMadeWorld();
    addCrowd(world, "a", 300, (n) => ({ prompt_template: `own_${n}` }), 3 * MS_PER_HOUR);
    addCrowd(world, "trio", 3, () => ({ prompt_template: "t", odd_kind: "v" }), 1_000);
    const resolution = world.resolve();
    expect(resolution.networks).toEqual([]);
    expect(resolution.notes.join(" ")).toContain("there can be no networks");
  });

  test("has possible victims too: who had two cards to himself before thieves came on them", () => {
    const world = new HandMadeWorld();
    for (let n = 0; n < 300; n++) {
      const at = DAY_ONE_MS + n * 3 * MS_PER_HOUR;
      world.account(`a${n}`, at).uses(`a${n}`, { payment_instrument: `own_${n}` }, at);
    }
    world.account("victim", DAY_ONE_MS);
    for (const card of ["pi_1", "pi_2"]) world.uses("victim", { payment_instrument: card }, DAY_ONE_MS);
    for (let n = 0; n < 3; n++) {
      const at = DAY_ONE_MS + 3 * MS_PER_DAY + n * 60_000;
      world.account(`thief_${n}`, at);
      for (const card of ["pi_1", "pi_2"]) world.uses(`thief_${n}`, { payment_instrument: card }, at);
    }
    const resolution = world.resolve({ ...TEST_PARAMETERS, smallNetworkBits: 4, confirmBits: 3 });
    expect(resolution.model.families).toHaveLength(1);
    expect(memberLists(resolution).flat()).not.toContain("victim");
    expect(memberLists(resolution)).toContainEqual(["thief_0", "thief_1", "thief_2"]);
    const network = resolution.networks.find((one) => one.members.some((m) => m.accountId === "thief_0"));
    expect(network?.guards.map((row) => row.guard)).toContain("possible_victim");
  });
});

test("a network says that an analyst keeps an account apart from it", () => {
  const world = HandMadeWorld.among(300);
  for (const [n, name] of ["x", "y", "z"].entries()) {
    const at = DAY_ONE_MS + n * 60_000;
    world.account(name, at).uses(name, { payment_instrument: "pi", device: "rig", ip: "240.97.0.1" }, at);
  }
  world.decide("x", "cannot_link", "y").decide("x", "cannot_link", "z");
  const resolution = world.resolve();
  const network = resolution.networks.find((one) => one.members.some((m) => m.accountId === "y"));
  expect(network?.members.map((member) => member.accountId)).toEqual(["y", "z"]);
  expect(network?.guards.map((row) => row.guard)).toContain("analyst_cannot_link");
});
