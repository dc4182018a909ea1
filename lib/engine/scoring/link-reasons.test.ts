import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pick, seededRng } from "@/lib/core/rng";
import type { LinkStatus } from "@/lib/domain/link";
import { STATUS_REASONS, statusOf, statusReason, type StatusReason } from "../guard/link-status";
import { HandMadeWorld, TEST_PARAMETERS } from "../hand-made-world.test-support";
import { prepare } from "../resolve";
import { LinkReasons } from "./link-reasons";
import { type ScoredLinks } from "./scored-links";
import { scoreLinks, withLinks } from "./score-links";

/** A world in which most rules have something to say. */
function variedWorld(seed: number): HandMadeWorld {
  const world = HandMadeWorld.among(80, `reasons/${seed}`, 3);
  const rng = seededRng(`reasons/${seed}/rng`);
  world.accounts = world.accounts.map((account) => ({
    ...account,
    verifiedEntity: rng.next() < 0.05 ? pick(rng, ["LEI-1", "LEI-2"]) : "",
    contractId: rng.next() < 0.2 ? pick(rng, ["C-1", "C-2"]) : "",
  }));
  for (const { accountId, createdAtMs } of world.accounts)
    if (accountId.startsWith("pool_0"))
      world.uses(accountId, { organization: "larkfield", email_domain: "larkfield.test" }, createdAtMs);
  return world.decide("pool_1_0", "must_link", "person_1").decide("pool_1_1", "cannot_link", "pool_1_2");
}

function scored(seed: number): { links: ScoredLinks; reasons: LinkReasons; expected: StatusReason[] } {
  const input = variedWorld(seed).input();
  const { scorer } = prepare(input, TEST_PARAMETERS, seededRng("test"));
  const decided = [...input.decisions.a.keys()].map((d) => ({
    a: input.decisions.a[d] ?? 0,
    b: input.decisions.b[d] ?? 0,
  }));
  const links = withLinks(scoreLinks(scorer), scorer, decided);
  const expected = Array.from(links.a, (a, l): StatusReason => {
    const b = links.b[l] ?? 0;
    // Scored anew in full, so that the quick way of scoring is held against it.
    const bits = scorer.score(a, b);
    return statusReason(input, scorer.model, {
      a,
      b,
      bits,
      declaredTogether: scorer.declaredTogether,
      restsOnStolen: scorer.restsOnStolen,
      joinsGroups: scorer.join?.as === "joins_groups",
      countedFamilies: scorer.countedFamilies,
      countedIdentifiers: scorer.countedIdentifiers,
    });
  });
  return { links, reasons: new LinkReasons(input, scorer.model, links), expected };
}

const seeds = fc.integer({ min: 0, max: 100_000 });

describe("LinkReasons", () => {
  test("has for every link the reason its pair has when it is scored in full", () => {
    const seen = new Set<StatusReason>();
    fc.assert(
      fc.property(seeds, (seed) => {
        const { links, reasons, expected } = scored(seed);
        expect(Array.from(links.a, (_, l) => reasons.at(l))).toEqual(expected);
        for (const reason of expected) seen.add(reason);
      }),
      { numRuns: 15 },
    );
    for (const reason of [
      "confirmed",
      "analyst_must_link",
      "analyst_cannot_link",
      "declared_organization",
      "same_verified_customer",
      "verified_enterprise",
      "below_confirm",
    ] as const)
      expect([...seen]).toContain(reason);
  });

  test("parts the positions by status, each once and rising", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { links, reasons, expected } = scored(seed);
        const statuses: LinkStatus[] = ["confirmed", "candidate", "none"];
        const parts = statuses.map((status) => [...reasons.positions(status)]);
        parts.forEach((part, i) => {
          expect(part).toEqual(part.toSorted((x, y) => x - y));
          for (const l of part) expect(statusOf(expected[l] ?? "below_candidate")).toBe(statuses[i]);
        });
        expect(parts.flat().toSorted((x, y) => x - y)).toEqual([...Array(links.count).keys()]);
      }),
      { numRuns: 10 },
    );
  });

  test("every reason has a status, and its number fits a byte", () => {
    expect(STATUS_REASONS.length).toBeLessThan(256);
    for (const reason of STATUS_REASONS)
      expect(["confirmed", "candidate", "none"]).toContain(statusOf(reason));
  });
});
