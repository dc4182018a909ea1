import fc from "fast-check";
import { expect, test } from "vitest";
import type { CrowdFigures } from "@/lib/domain/roster-candidate";
import { isMixed, likelyCapacity, looksShared, rangesOf } from "./roster-candidate-rule";

const figures = (change: Partial<CrowdFigures>): CrowdFigures => ({
  kind: "ip",
  value: "240.0.0.1",
  accounts: 100,
  lookedAt: 100,
  firstMs: 0,
  lastMs: 1,
  accountsPerDay: 3,
  medianStayDays: 2,
  signupSpreadDays: 300,
  marked: 80,
  strangers: 70,
  deviceAccounts: 60,
  ownDevice: 58,
  instrumentAccounts: 60,
  ownInstrument: 57,
  organizations: 0,
  largestOrganization: 0,
  verified: 0,
  education: 0,
  reseller: 0,
  clientStrangers: 60,
  largestClient: 9,
  sameClientPairs: 0.05,
  sameClientPairsOfAll: 0.05,
  templateStrangers: 40,
  largestTemplate: 4,
  inNetworks: 0,
  networks: 0,
  largestNetwork: 0,
  rangeMates: 1,
  ...change,
});

test("a crowd of strangers is proposed", () => {
  expect(looksShared(figures({}), "")).toBe(true);
});

test("no crowd is large enough to be proposed for its size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 5_000_000 }), fc.nat(9), (accounts, strangers) => {
      const lookedAt = Math.min(500, accounts);
      expect(looksShared(figures({ accounts, lookedAt, marked: lookedAt, strangers }), "vpn")).toBe(false);
    }),
  );
});

test("each of one batch, one client, one prompt and one firm speaks against it, unless it is verified", () => {
  for (const change of [
    { signupSpreadDays: 0.1 },
    { largestClient: 45 },
    { sameClientPairs: 0.3 },
    { largestTemplate: 30 },
    { largestOrganization: 95, organizations: 1 },
  ]) {
    expect(looksShared(figures(change), "")).toBe(false);
    expect(looksShared(figures({ ...change, verified: 100 }), "")).toBe(true);
  }
});

test("where everybody runs one client, running it says nothing", () => {
  expect(looksShared(figures({ sameClientPairs: 0.3, sameClientPairsOfAll: 0.28 }), "")).toBe(true);
});

test("fewer strangers do where one's own list names the service; the smaller part is called mixed", () => {
  const few = figures({ strangers: 12 });
  expect(looksShared(few, "")).toBe(false);
  expect(looksShared(few, "vpn")).toBe(true);
  expect(isMixed(few)).toBe(true);
  expect(isMixed(figures({}))).toBe(false);
});

test("a crowd that can give no bits is not asked about, except an address", () => {
  expect(looksShared(figures({ kind: "card_bin", value: "990123", accounts: 5_000 }), "")).toBe(false);
  expect(looksShared(figures({ kind: "ip", accounts: 5_000 }), "")).toBe(true);
});

test("three addresses of a range, half of its crowded ones, stand for the range", () => {
  const address = (host: number, rangeMates: number): CrowdFigures =>
    figures({ value: `240.0.0.${host}`, rangeMates });
  expect([...rangesOf([address(1, 5), address(2, 5), address(3, 5)]).keys()]).toEqual(["240.0.0.0/24"]);
  expect(rangesOf([address(1, 7), address(2, 7), address(3, 7)]).size).toBe(0);
  expect(rangesOf([address(1, 2), address(2, 2)]).size).toBe(0);
});

test("the capacity offered is a round number, at least twice the crowd", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (accounts) => {
      const capacity = likelyCapacity(accounts);
      expect(capacity).toBeGreaterThanOrEqual(accounts * 2);
      expect(String(capacity)).toMatch(/^[125]0+$/);
    }),
  );
});
