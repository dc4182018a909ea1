import { expect, test } from "vitest";
import type { NetworkSummary, OverviewView } from "@/lib/domain/views";
import { overviewHeadline } from "./headline";

const network = (id: string, cases: number): NetworkSummary => ({
  id,
  label: id,
  core: 3,
  probable: 0,
  fringe: 0,
  accounts: 3,
  exchanges: 10,
  firstMs: null,
  lastMs: null,
  perDay: [],
  shared: [],
  sharedCounts: [],
  families: [],
  strengthBits: 5,
  protectedAccounts: 0,
  bannedAccounts: 0,
  cases: Array.from({ length: cases }, (_, n) => ({ id: `${id}-${n}`, number: "C-0001", status: "draft" })),
  headline: "",
});

const view = (networks: NetworkSummary[], networksTotal = networks.length): OverviewView => ({
  run: {
    id: "r",
    startedAtMs: 0,
    finishedAtMs: 1,
    status: "complete",
    modelVersion: "1",
    accounts: 10,
    observations: 10,
    links: 1,
    networks: networksTotal,
    stale: false,
    staleReason: null,
    notes: [],
    dataVersions: {},
  },
  totals: { accounts: 10, exchanges: 10, identifiers: 10, imports: 1, firstMs: 0, lastMs: 1 },
  trend: { days: [], series: [], rest: [] },
  networks,
  networksTotal,
  recent: [],
});

test("counts the networks without a case", () => {
  expect(overviewHeadline(view([network("a", 0), network("b", 1), network("c", 0)]))).toBe(
    "2 networks need a look",
  );
  expect(overviewHeadline(view([network("a", 0)]))).toBe("1 network needs a look");
  expect(overviewHeadline(view([network("a", 2), network("b", 1)]))).toBe("2 networks, all taken into cases");
});

test("a few large networks are not drowned in the number of small ones", () => {
  const large = { ...network("a", 0), accounts: 234 };
  expect(overviewHeadline(view([large, network("b", 0), network("c", 0)]))).toBe(
    "1 network of 8 or more accounts needs a look, 2 smaller ones wait",
  );
});

test("claims nothing about networks that are not listed", () => {
  expect(overviewHeadline(view([network("a", 0), network("b", 1)], 90))).toBe(
    "90 networks found; 1 of the 2 largest needs a look",
  );
});

test("tells nothing imported, not resolved and nothing found apart", () => {
  const none = view([]);
  expect(overviewHeadline(none)).toBe("No network found in these records");
  expect(overviewHeadline({ ...none, run: null })).toBe("Records are in, networks are not resolved yet");
  const empty = { ...none, run: null, totals: { ...none.totals, accounts: 0, imports: 0 } };
  expect(overviewHeadline(empty)).toBe("Nothing imported yet");
});

test("with more networks than the list holds, the large ones are still counted", () => {
  const large = { ...network("a", 0), accounts: 900 };
  expect(overviewHeadline(view([large, network("b", 0)], 113))).toBe(
    "1 network of 8 or more accounts needs a look, 112 smaller ones were found",
  );
});
