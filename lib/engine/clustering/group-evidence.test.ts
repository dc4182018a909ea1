import { describe, expect, test } from "vitest";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "@/lib/core/time";
import {
  DAY_ONE_MS,
  HandMadeWorld,
  memberLists,
  networkOf,
  plainResolution,
} from "../hand-made-world.test-support";
import type { Resolution } from "../resolve";

const CELLS = 6;
const CELL_SIZE = 12;
const TOOLING = { client_profile: "build_77", prompt_template: "tpl_77" };

/**
 * Six cells of twelve accounts, each cell on a card of its own, days apart; machines and addresses are
 * each account's own, `tooling` is everybody's. a share of the people use it too.
 */
function cells(tooling: Record<string, string> = TOOLING, outsideShare = 0, people = 1_500): HandMadeWorld {
  const world = HandMadeWorld.among(people);
  const outside = Math.floor(outsideShare * people);
  for (const account of world.accounts.slice(0, outside))
    world.uses(account.accountId, tooling, account.createdAtMs);
  for (let cell = 0; cell < CELLS; cell++) {
    for (let n = 0; n < CELL_SIZE; n++) {
      const accountId = `cell_${cell}_${n}`;
      const at = DAY_ONE_MS + cell * 3 * MS_PER_DAY + n * 7 * MS_PER_MINUTE;
      const own = { device: `rig_${cell}_${n}`, ip: `240.66.${cell}.${n}` };
      world
        .account(accountId, at)
        .uses(accountId, { payment_instrument: `pi_${cell}`, ...own, ...tooling }, at);
    }
  }
  return world;
}

/** An account that has everything to itself but what `values` names. */
function solo(world: HandMadeWorld, values: Record<string, string>): HandMadeWorld {
  const at = DAY_ONE_MS + 11 * MS_PER_DAY + 5 * MS_PER_HOUR;
  return world
    .account("solo", at)
    .uses("solo", { payment_instrument: "pi_solo", device: "rig_solo", ip: "240.99.0.1", ...values }, at);
}

const joined = (resolution: Resolution): string[] =>
  [...new Set(resolution.model.joins.map((join) => join.as))].sort();
/** How many accounts of cells are in each network that has some, most first. */
const cellSizes = (resolution: Resolution): number[] =>
  memberLists(resolution)
    .map((list) => list.filter((accountId) => accountId.startsWith("cell")).length)
    .filter((size) => size > 0)
    .toSorted((x, y) => y - x);
const cellAccounts = (resolution: Resolution): number =>
  cellSizes(resolution).reduce((sum, size) => sum + size, 0);

describe("cells on cards of twelve", () => {
  test("are no network by the card alone", () => {
    const resolution = cells({}).resolve();
    expect(cellAccounts(resolution)).toBe(0);
    expect(resolution.model.joins).toEqual([]);
  });

  test("are one network by a private build and a private template, and every link says that groups speak", () => {
    const world = cells();
    const resolution = world.resolve();
    expect(cellSizes(resolution)).toEqual([CELLS * CELL_SIZE]);
    expect(joined(resolution)).toEqual(["holds_cell", "joins_groups"]);
    const members = new Set(memberLists(resolution)[0]);
    const inside = [...resolution.links()].filter(
      (link) => link.status === "confirmed" && members.has(link.accountA),
    );
    expect(inside).toHaveLength(CELLS * CELL_SIZE - 1);
    for (const link of inside) {
      expect(link.guards.map((row) => row.guard)).toEqual(["group_evidence"]);
      expect(
        link.evidence.some((row) =>
          /^\d+ of \d+ accounts.*in no group of 5 and more did\.$/.test(row.sentence),
        ),
      ).toBe(true);
      expect(link.bits).toBe(world.explain(resolution.model, link.accountA, link.accountB).bits);
    }
  });

  test("are none where half of the honest people use the same build and template", () => {
    const resolution = cells(TOOLING, 0.5).resolve();
    expect(resolution.model.joins).toEqual([]);
    expect(cellSizes(resolution)).toEqual([]);
  });

  test("are never joined with each other where a fifth of the honest people do, and nobody is added to them", () => {
    for (const people of [600, 1_500]) {
      const resolution = cells(TOOLING, 0.2, people).resolve();
      expect(Math.max(0, ...cellSizes(resolution))).toBeLessThanOrEqual(CELL_SIZE);
      const large = memberLists(resolution).filter((list) => list.length >= 8);
      expect(large.flat().filter((accountId) => !accountId.startsWith("cell"))).toEqual([]);
    }
  });

  test("are none by what is rented: the same card BIN and the same range", () => {
    const resolution = cells({ card_bin: "990000", ip_range: "240.66.0.0/16" }).resolve();
    expect(resolution.model.joins).toEqual([]);
    expect(cellAccounts(resolution)).toBe(0);
  });

  test("are none by tooling that was touched in passing", () => {
    const world = cells({});
    for (const account of world.accounts.filter((row) => row.accountId.startsWith("cell"))) {
      world.uses(account.accountId, TOOLING, account.createdAtMs, 1);
      const daily = {
        client_profile: `own_${account.accountId}`,
        prompt_template: `own_${account.accountId}`,
      };
      world.uses(account.accountId, daily, account.createdAtMs, 500);
    }
    expect(cellAccounts(world.resolve())).toBe(0);
  });

  test("do not come together over accounts that cannot be linked", () => {
    const resolution = cells().decide("cell_0_0", "cannot_link", "cell_3_5").resolve();
    expect(networkOf(resolution, "cell_0_0")).not.toBe(-1);
    expect(networkOf(resolution, "cell_3_5")).not.toBe(-1);
    expect(networkOf(resolution, "cell_0_0")).not.toBe(networkOf(resolution, "cell_3_5"));
    expect(cellAccounts(resolution)).toBe(CELLS * CELL_SIZE);
  });

  test("are the same network in whatever order rows arrive", () => {
    const world = solo(cells(), TOOLING);
    const expected = plainResolution(world.resolve());
    for (const seed of ["x", "y"]) expect(plainResolution(world.mixed(seed).resolve())).toEqual(expected);
  });
});

describe("an account with a card, a machine and an address of its own", () => {
  test("that uses the network's private build and template is added, never as core, and the reason says why", () => {
    const world = solo(cells(), TOOLING);
    const resolution = world.resolve();
    const network = resolution.networks[networkOf(resolution, "solo")];
    expect(network?.members.length).toBe(CELLS * CELL_SIZE + 1);
    const member = network?.members.find((one) => one.accountId === "solo");
    expect(["probable", "fringe"]).toContain(member?.membership);
    expect(member?.reason).toContain("tied by what the whole network uses, so never core");
    const join = resolution.model.joins.find((one) => one.as === "adds_account");
    expect(join?.added).toBe("solo");
    const link = world.explain(resolution.model, join?.accountA ?? "", join?.accountB ?? "");
    expect(link.status).toBe("confirmed");
    expect(link.families.toSorted()).toEqual(["behaviour", "client"]);
    expect(link.guards.map((row) => row.guard)).toEqual(["group_evidence"]);
    expect(link.evidence[0]?.sentence).toMatch(
      /^72 of 72 accounts of the network .*; 1 of [\d\s\u202f]+ accounts in no group of 8 and more did\.$/u,
    );
  });

  test("that uses one of the two is not added", () => {
    for (const kind of ["client_profile", "prompt_template"] as const)
      expect(networkOf(solo(cells(), { [kind]: TOOLING[kind] }).resolve(), "solo")).toBe(-1);
  });

  test("is not added where the firm is verified, where hours speak against it, or an analyst does", () => {
    const verified = solo(cells(), TOOLING);
    verified.accounts = verified.accounts.map((account) =>
      account.accountId === "solo" ? { ...account, verifiedEntity: "LEI-1" } : account,
    );
    const sleeping = solo(cells(), TOOLING).hours("solo", 0xff);
    for (const account of sleeping.accounts)
      if (account.accountId.startsWith("cell")) sleeping.hours(account.accountId, 0xff00);
    const decided = solo(cells(), TOOLING);
    for (let cell = 0; cell < CELLS; cell++) decided.decide("solo", "cannot_link", `cell_${cell}_0`);
    for (const world of [verified, sleeping, decided]) {
      const resolution = world.resolve();
      expect(networkOf(resolution, "solo")).toBe(-1);
      expect(cellAccounts(resolution)).toBe(CELLS * CELL_SIZE);
    }
  });

  test("is not added to a network of fewer than eight", () => {
    const world = HandMadeWorld.among(1_500);
    for (let n = 0; n < 7; n++) {
      const at = DAY_ONE_MS + n * MS_PER_MINUTE;
      world
        .account(`few_${n}`, at)
        .uses(`few_${n}`, { payment_instrument: "pi", device: "rig", ...TOOLING }, at);
    }
    const resolution = solo(world, TOOLING).resolve();
    expect(memberLists(resolution)[networkOf(resolution, "few_0")]).toHaveLength(7);
    expect(networkOf(resolution, "solo")).toBe(-1);
  });

  test("that uses what twenty honest people use as well is not added, nor are they", () => {
    const resolution = solo(cells(TOOLING, 20 / 1_500), TOOLING).resolve();
    expect(cellSizes(resolution)).toEqual([CELLS * CELL_SIZE]);
    expect(memberLists(resolution)[0]).toHaveLength(CELLS * CELL_SIZE);
  });

  test("brings nobody along: a household in which one tried both stays a household", () => {
    const world = cells();
    for (let n = 0; n < 4; n++) {
      const at = DAY_ONE_MS + 12 * MS_PER_DAY + n * MS_PER_MINUTE;
      world
        .account(`home_${n}`, at)
        .uses(`home_${n}`, { payment_instrument: "pi_home", device: "pc_home", ip: "240.98.0.1" }, at);
    }
    world.uses("home_0", TOOLING, DAY_ONE_MS + 13 * MS_PER_DAY);
    const resolution = world.resolve();
    expect(memberLists(resolution)[networkOf(resolution, "cell_0_0")]).toHaveLength(CELLS * CELL_SIZE);
    expect(networkOf(resolution, "home_1")).not.toBe(networkOf(resolution, "cell_0_0"));
    expect(networkOf(resolution, "home_0")).toBe(networkOf(resolution, "home_1"));
  });

  test("is not added by template and e-mail pattern: none of the two is hard", () => {
    const soft = { prompt_template: "private_template", email_pattern: "aaaa99@private.example" };
    const resolution = solo(cells({ ...TOOLING, ...soft }), soft).resolve();
    expect(cellAccounts(resolution)).toBe(CELLS * CELL_SIZE);
    expect(networkOf(resolution, "solo")).toBe(-1);
  });
});
