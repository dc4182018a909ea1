import { describe, expect, test } from "vitest";
import { DAY_ONE_MS, HandMadeWorld, memberLists, TEST_PARAMETERS } from "../hand-made-world.test-support";

describe("what speaks against a link", () => {
  function pair(): HandMadeWorld {
    const world = HandMadeWorld.among(400);
    for (const accountId of ["pair_0", "pair_1"])
      world
        .account(accountId, DAY_ONE_MS)
        .uses(accountId, { payment_instrument: "pi", device: "machine" }, DAY_ONE_MS);
    return world;
  }
  function against(world: HandMadeWorld): [string, number][] {
    const link = world.explain(world.resolve().model, "pair_0", "pair_1");
    const sum =
      link.evidence.reduce((total, row) => total + row.contribution, 0) +
      link.counterEvidence.reduce((total, row) => total + row.bits, 0);
    expect(link.bits).toBeCloseTo(sum, 9);
    for (const row of link.counterEvidence) expect(row.sentence).toMatch(/\.$/);
    return link.counterEvidence.map((row) => [row.kind, row.bits]);
  }

  test("no topic in common over 1,000 exchanges each, and not over fewer", () => {
    const topics = (countA: number, countB: number): HandMadeWorld =>
      pair()
        .uses("pair_0", { prompt_template: "cooking" }, DAY_ONE_MS, countA / 2)
        .uses("pair_0", { prompt_template: "gardening" }, DAY_ONE_MS, countA / 2)
        .uses("pair_1", { prompt_template: "statics" }, DAY_ONE_MS, countB);
    expect(against(topics(1_000, 1_000))).toEqual([["disjoint_topics", -3]]);
    expect(against(topics(998, 5_000))).toEqual([]);
    expect(against(topics(5_000, 999))).toEqual([]);
    expect(
      against(topics(5_000, 5_000).uses("pair_1", { prompt_template: "cooking" }, DAY_ONE_MS, 1)),
    ).toEqual([]);
  });

  test("no hour of the day in common, where hours of both are known", () => {
    const hours = (a: number, b: number): HandMadeWorld => pair().hours("pair_0", a).hours("pair_1", b);
    expect(against(hours(0x0000ff, 0xff0000))).toEqual([["disjoint_hours", -2]]);
    expect(against(hours(0x0000ff, 0xff0080))).toEqual([]);
    expect(against(hours(0x0000ff, 0))).toEqual([]);
    expect(against(pair())).toEqual([]);
  });

  test("lowers the bits by as much as it says, and can take the link out", () => {
    const hours = pair().hours("pair_0", 1).hours("pair_1", 2);
    const { model } = pair().resolve();
    const bits = pair().explain(model, "pair_0", "pair_1").bits;
    expect(hours.explain(model, "pair_0", "pair_1").bits).toBeCloseTo(bits - 2, 9);
    const strict = { ...TEST_PARAMETERS, disjointHoursBits: -20 };
    expect(memberLists(hours.resolve(strict))).toEqual([]);
    expect(memberLists(pair().resolve(strict))).toEqual([["pair_0", "pair_1"]]);
  });
});
