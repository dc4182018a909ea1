import { expect, test } from "vitest";
import { MS_PER_DAY } from "@/lib/core/time";
import type { RosterEntry } from "@/lib/domain/roster";
import { EngineInputBuilder } from "../input";
import { crowdsOf } from "./crowds";
import { RosterIndex } from "./roster-index";

const entry = (cidrOrValue: string, kind: string, capacity: number): RosterEntry => ({
  cidrOrValue,
  kind,
  capacity,
  class: "campus",
  note: "",
});

function epochsOf(
  kind: string,
  days: [number, number][],
  roster: RosterEntry[] = [],
): { epochs: number[]; crowd: number[] } {
  const builder = new EngineInputBuilder();
  days.forEach(([from, to], i) => {
    const times = { firstSeenMs: from * MS_PER_DAY, lastSeenMs: to * MS_PER_DAY };
    builder.addObservation({ accountId: `a${i}`, kind, value: "240.0.0.1", ...times, count: 1 });
  });
  for (const listed of roster) builder.addRoster(listed);
  const crowds = crowdsOf(builder.build());
  return { epochs: [...crowds.useEpoch], crowd: [...crowds.crowd] };
}

test("an address nobody used for longer than its lease is another one afterwards", () => {
  expect(
    epochsOf("ip", [
      [0, 1],
      [5, 6],
      [14, 15],
    ]),
  ).toEqual({ epochs: [0, 0, 1], crowd: [2, 1] });
});

test("a card never changes hands", () => {
  expect(
    epochsOf("payment_instrument", [
      [0, 1],
      [400, 401],
    ]),
  ).toEqual({ epochs: [0, 0], crowd: [2] });
});

test("a hosted address is kept for a month, and the roster's floor holds in every lease", () => {
  const roster = [{ ...entry("240.0.0.0/8", "ip", 50), class: "hosting" as const }];
  expect(
    epochsOf(
      "ip",
      [
        [0, 1],
        [20, 21],
        [60, 61],
      ],
      roster,
    ),
  ).toEqual({ epochs: [0, 0, 1], crowd: [50, 50] });
});

test("the roster matches addresses by CIDR, ranges both ways, other kinds by value", () => {
  const roster = new RosterIndex([
    entry("240.3.0.0/16", "ip", 100),
    entry("240.3.4.0/24", "ip", 900),
    entry("fd00:1::/32", "ip", 10),
    entry("240.7.7.16/28", "ip", 5),
    entry("EDU2026", "referral_code", 300),
  ]);
  expect(roster.indexOf("ip", "240.3.1.1")).toBe(0);
  expect(roster.indexOf("ip", "240.3.4.9")).toBe(1);
  expect(roster.indexOf("ip_range", "240.3.1.0/24")).toBe(0);
  expect(roster.indexOf("ip_range", "240.7.7.0/24")).toBe(3);
  expect(roster.indexOf("ip", "fd00:1:2::9")).toBe(2);
  expect(roster.indexOf("ip", "240.4.0.1")).toBe(-1);
  expect(roster.indexOf("ip", "not an address")).toBe(-1);
  expect(roster.indexOf("referral_code", "EDU2026")).toBe(4);
  expect(roster.indexOf("organization", "EDU2026")).toBe(-1);
});
