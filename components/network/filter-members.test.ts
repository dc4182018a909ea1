import { expect, test } from "vitest";
import { MEMBERSHIPS } from "@/lib/domain/network";
import type { MemberRow } from "@/lib/domain/views";
import { filterMembers } from "./filter-members";

function member(accountId: string, membership: MemberRow["membership"], organization = ""): MemberRow {
  return {
    accountId,
    membership,
    bits: 8,
    reason: "stays in all 9 runs",
    status: "active",
    accountType: "trial",
    organization,
    country: "XA",
    createdAtMs: 0,
    exchanges: 1,
  };
}

const members = [
  member("acct_1", "core", "Lantern\u202E Works"),
  member("acct_2", "probable"),
  member("acct_3", "fringe"),
];
const all = new Set(MEMBERSHIPS);

test("no filter leaves everybody in", () => {
  expect(filterMembers(members, all, "")).toEqual(members);
});

test("memberships and text both have to fit", () => {
  const ids = (memberships: Set<MemberRow["membership"]>, text: string): string[] =>
    filterMembers(members, memberships, text).map((row) => row.accountId);
  expect(ids(new Set(["core", "fringe"]), "")).toEqual(["acct_1", "acct_3"]);
  expect(ids(all, "ACCT_2")).toEqual(["acct_2"]);
  expect(ids(new Set(["core"]), "acct_2")).toEqual([]);
});

test("a name is found by what one sees of it", () => {
  expect(filterMembers(members, all, "lantern works")).toHaveLength(1);
});
