import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pick, type Rng, seededRng } from "@/lib/core/rng";
import { MS_PER_DAY, MS_PER_HOUR } from "@/lib/core/time";
import type { Link } from "@/lib/domain/link";
import { DAY_ONE_MS, HandMadeWorld } from "./hand-made-world.test-support";

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const runs = { numRuns: 60 };

/** A world and one of its links, as it was resolved. */
function worldWithLink(seed: number): { rows: HandMadeWorld; link: Link; rng: Rng } & Model {
  const rows = HandMadeWorld.among(60, `evidence/${seed}`, 3);
  const { model, ...resolution } = rows.resolve();
  const rng = seededRng(`evidence/${seed}/pick`);
  return { rows, model, rng, link: pick(rng, [...resolution.links()]) };
}
type Model = Pick<ReturnType<HandMadeWorld["resolve"]>, "model">;

describe("explainPair", () => {
  test("is the same from both sides, with decisions and hours too", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom("must_link", "cannot_link"), (seed, verdict) => {
        const { rows, model, link } = worldWithLink(seed);
        rows.hours(link.accountA, 0b11).hours(link.accountB, 0b1100);
        for (const decided of [rows, rows.copy().decide(link.accountA, verdict, link.accountB)]) {
          const there = decided.explain(model, link.accountA, link.accountB);
          expect(decided.explain(model, link.accountB, link.accountA)).toEqual(there);
          expect(there.bits).toBeCloseTo(link.bits - 2, 9);
        }
      }),
      runs,
    );
  });
});

describe("a stranger on what two accounts share", () => {
  test("never strengthens their link, whenever it comes", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 90, noNaN: true }),
        (seed, day, days) => {
          const { rows, model, link, rng } = worldWithLink(seed);
          const { kind, value } = pick(rng, link.evidence);
          const firstSeenMs = DAY_ONE_MS + day * MS_PER_DAY;
          const more = rows.copy().account("stranger", firstSeenMs);
          more.observations.push({
            accountId: "stranger",
            kind,
            value,
            firstSeenMs,
            lastSeenMs: firstSeenMs + days * MS_PER_DAY,
            count: 1,
          });
          const after = more.explain(model, link.accountA, link.accountB);
          expect(after.bits).toBeLessThanOrEqual(link.bits);
          for (const row of after.evidence) {
            const before = link.evidence.find((own) => own.kind === row.kind && own.value === row.value);
            expect(row.bits).toBeLessThanOrEqual(before?.bits ?? Number.NEGATIVE_INFINITY);
          }
        },
      ),
      runs,
    );
  });

  test("weakens it by the bits of the larger crowd", () => {
    const world = HandMadeWorld.among(200);
    for (const accountId of ["x", "y"])
      world
        .account(accountId, DAY_ONE_MS)
        .uses(accountId, { device: "machine", payment_instrument: "pi" }, DAY_ONE_MS);
    const { model } = world.resolve();
    const deviceBits = (rows: HandMadeWorld): number =>
      rows.explain(model, "x", "y").evidence.find((row) => row.kind === "device")?.bits ?? Number.NaN;
    const alone = deviceBits(world);
    for (let strangers = 1; strangers <= 7; strangers++) {
      const at = DAY_ONE_MS + strangers * 5 * MS_PER_DAY;
      world.account(`s${strangers}`, at).uses(`s${strangers}`, { device: "machine" }, at);
      expect(deviceBits(world)).toBeCloseTo(alone - Math.log2(1 + strangers), 9);
    }
  });

  test("who fills the silence between two leases of an address gives it no bits", () => {
    fc.assert(
      fc.property(fc.double({ min: 7.1, max: 13, noNaN: true }), (silence) => {
        const world = HandMadeWorld.among(200);
        const later = DAY_ONE_MS + (silence + 1) * MS_PER_DAY;
        world.account("x", DAY_ONE_MS).uses("x", { ip: "240.77.0.1" }, DAY_ONE_MS);
        world.account("y", later).uses("y", { ip: "240.77.0.1" }, later);
        const { model } = world.resolve();
        const apart = world.explain(model, "x", "y");
        expect(apart.counterEvidence.map((row) => row.kind)).toEqual(["disjoint_leases"]);
        const between = DAY_ONE_MS + (silence / 2) * MS_PER_DAY;
        world.account("s", between).uses("s", { ip: "240.77.0.1" }, between);
        const bridged = world.explain(model, "x", "y");
        expect(bridged.status).toBe("none");
        expect(bridged.bits).toBeLessThanOrEqual(0);
      }),
      { numRuns: 10 },
    );
  });
});

describe("taking evidence away", () => {
  test("a shared identifier that is given up by one or both never raises the bits", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom("a", "b", "both", "all"), (seed, who) => {
        const { rows, model, link, rng } = worldWithLink(seed);
        const given = pick(rng, link.evidence);
        const less = rows.copy();
        less.observations = rows.observations.filter((own) => {
          if (own.kind !== given.kind || own.value !== given.value || who === "all")
            return own.kind !== given.kind || own.value !== given.value;
          const isA = own.accountId === link.accountA;
          const isB = own.accountId === link.accountB;
          return !((isA && who !== "b") || (isB && who !== "a"));
        });
        const after = less.explain(model, link.accountA, link.accountB);
        expect(after.bits).toBeLessThanOrEqual(link.bits);
        if (given.contribution > 0) expect(after.bits).toBeLessThan(link.bits);
        expect(after.evidence.length).toBe(link.evidence.length - 1);
      }),
      runs,
    );
  });

  test("a further shared identifier never lowers the bits, whatever its kind", () => {
    const kinds = ["payment_instrument", "device", "ip", "phone", "prompt_template", "asn", "api_key", "odd"];
    fc.assert(
      fc.property(seeds, fc.constantFrom(...kinds), fc.nat(40), (seed, kind, hours) => {
        const { rows, model, link } = worldWithLink(seed);
        const more = rows.copy().uses(link.accountA, { [kind]: "further" }, DAY_ONE_MS);
        more.uses(link.accountB, { [kind]: "further" }, DAY_ONE_MS + hours * MS_PER_HOUR);
        expect(more.explain(model, link.accountA, link.accountB).bits).toBeGreaterThanOrEqual(link.bits);
      }),
      runs,
    );
  });

  test("two uses farther apart never give more bits than two that are closer", () => {
    const world = HandMadeWorld.among(200);
    const { model } = world.resolve();
    const bitsAt = (kind: string, hours: number): number => {
      const at = DAY_ONE_MS + hours * MS_PER_HOUR;
      const rows = world.copy().account("x", DAY_ONE_MS).account("y", at);
      rows.uses("x", { [kind]: "shared" }, DAY_ONE_MS).uses("y", { [kind]: "shared" }, at);
      return rows.explain(model, "x", "y").evidence[0]?.bits ?? Number.NaN;
    };
    fc.assert(
      fc.property(
        fc.constantFrom("device", "payment_instrument", "prompt_template", "phone"),
        fc.double({ min: 0, max: 900, noNaN: true }),
        fc.double({ min: 0, max: 900, noNaN: true }),
        (kind, x, y) => {
          expect(bitsAt(kind, Math.max(x, y))).toBeLessThanOrEqual(bitsAt(kind, Math.min(x, y)));
        },
      ),
      { numRuns: 30 },
    );
  });
});
