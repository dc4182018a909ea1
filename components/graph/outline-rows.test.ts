import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { GraphEdge, GraphNode, GraphView } from "@/lib/domain/views";
import { canvasElements } from "./elements";
import { applyCommand, type GraphModel, loaded } from "./model";
import { outlineRows } from "./outline-rows";

function account(accountId: string, membership: "core" | "probable" | "fringe"): GraphNode {
  return {
    id: `account:${accountId}`,
    type: "account",
    accountId,
    membership,
    networkId: "n",
    status: "active",
    protected: false,
    exchanges: 5,
    hidden: 0,
  };
}

function card(value: string, crowd: number): GraphNode {
  return {
    id: `payment_instrument:${value}`,
    type: "identifier",
    kind: "payment_instrument",
    kindLabel: "payment instrument",
    family: "payment",
    value,
    display: value,
    crowd,
    members: 2,
    roster: null,
    hidden: 0,
  };
}

function use(accountId: string, value: string): GraphEdge {
  return {
    id: `${accountId} ${value}`,
    type: "use",
    source: `account:${accountId}`,
    target: `payment_instrument:${value}`,
    count: 1,
    firstMs: null,
    lastMs: null,
  };
}

function model(): GraphModel {
  const view: GraphView = {
    networkId: "n",
    nodes: [account("a2", "probable"), account("a1", "core"), card("pi_9", 5)],
    edges: [
      use("a1", "pi_9"),
      use("a2", "pi_9"),
      {
        id: "l",
        type: "link",
        source: "account:a1",
        target: "account:a2",
        bits: 9.12,
        status: "confirmed",
        countered: false,
      },
    ],
    shown: { accounts: 2, identifiers: 1 },
    total: { accounts: 2, identifiers: 1 },
  };
  return loaded(view, []);
}

test("kinds stand closed until they are opened, accounts first and core before the rest", () => {
  expect(outlineRows(model(), new Set(), "").map((row) => [row.label, row.detail, row.open])).toEqual([
    ["Accounts", "2", false],
    ["Payment instruments", "1", false],
  ]);
  const open = outlineRows(model(), new Set(["kind account"]), "");
  expect(open.map((row) => [row.level, row.label, row.detail])).toEqual([
    [1, "Accounts", "2"],
    [2, "a1", "9.1 b"],
    [2, "a2", "9.1 b"],
    [1, "Payment instruments", "1"],
  ]);
});

test("an identifier says how many of its accounts are here, and holds them", () => {
  const open = new Set(["kind payment_instrument", "kind payment_instrument/payment_instrument:pi_9"]);
  const rows = outlineRows(model(), open, "").filter((row) => row.level > 1);
  expect(rows.map((row) => [row.level, row.nodeId, row.detail, `${row.position}/${row.siblings}`])).toEqual([
    [2, "payment_instrument:pi_9", "2 of 5", "1/1"],
    [3, "account:a1", "9.1 b", "1/2"],
    [3, "account:a2", "9.1 b", "2/2"],
  ]);
});

test("searching opens what is found and leaves out the rest", () => {
  expect(outlineRows(model(), new Set(), "PI_").map((row) => row.nodeId)).toEqual([
    null,
    "payment_instrument:pi_9",
  ]);
  expect(outlineRows(model(), new Set(), "nowhere")).toEqual([]);
});

test("outline and canvas hold the same nodes, whatever is hidden", () => {
  const ids = ["account:a1", "account:a2", "payment_instrument:pi_9"];
  fc.assert(
    fc.property(fc.subarray(ids), fc.boolean(), (hidden, withoutAccounts) => {
      let present = applyCommand(model(), { type: "hide", ids: hidden });
      if (withoutAccounts) present = applyCommand(present, { type: "toggleKind", kind: "account" });
      const open = new Set(["kind account", "kind payment_instrument"]);
      const inOutline = outlineRows(present, open, "")
        .filter((row) => row.level === 2)
        .map((row) => row.nodeId);
      const drawn = [...canvasElements(present).values()]
        .filter((element) => element.group === "nodes")
        .map((element) => element.data.id);
      expect(new Set(inOutline)).toEqual(new Set(drawn));
    }),
  );
});
