import { expect, test } from "vitest";
import type { RosterLine } from "@/lib/domain/roster-view";
import { filterLines, type LineFilter } from "./filter-lines";

const line = (change: Partial<RosterLine>): RosterLine => ({
  id: "rost_1",
  cidrOrValue: "240.1.0.0/16",
  kind: "ip",
  kindLabel: "IP address",
  display: "240.1.0.0/16",
  class: "vpn",
  capacity: 10,
  note: "",
  origin: "editor",
  source: "Ida",
  importId: null,
  createdAtMs: 0,
  withdrawnAtMs: null,
  withdrawnByName: null,
  replaced: false,
  ...change,
});
const filter = (change: Partial<LineFilter>): LineFilter => ({
  state: "open",
  kind: "",
  class: "",
  origin: "",
  text: "",
  ...change,
});

test("a line is either open or not, and every line is in one of the two lists", () => {
  const lines = [
    line({}),
    line({ id: "rost_2", withdrawnAtMs: 5 }),
    line({ id: null, origin: "import", replaced: true }),
    line({ id: null, origin: "import" }),
  ];
  const open = filterLines(lines, filter({}));
  const gone = filterLines(lines, filter({ state: "withdrawn" }));
  expect(open).toHaveLength(2);
  expect(new Set([...open, ...gone])).toEqual(new Set(lines));
});

test("choices and text narrow together", () => {
  const lines = [
    line({}),
    line({ kind: "card_bin", cidrOrValue: "990500", class: "payment_vendor", note: "Prepaid" }),
  ];
  expect(filterLines(lines, filter({ kind: "card_bin", text: "prepaid" }))).toEqual([lines[1]]);
  expect(filterLines(lines, filter({ kind: "card_bin", class: "vpn" }))).toEqual([]);
});
