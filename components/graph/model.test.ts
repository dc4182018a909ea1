import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { GraphEdge, GraphNode, GraphView } from "@/lib/domain/views";
import { perform, redo, startHistory, undo, type GraphHistory } from "./history";
import {
  applyCommand,
  EMPTY_MODEL,
  edgeKey,
  type GraphCommand,
  type GraphModel,
  loaded,
  notLoaded,
  visiblePart,
} from "./model";

function account(index: number, hidden = 0): GraphNode {
  return {
    id: `account:a${index}`,
    type: "account",
    accountId: `a${index}`,
    membership: index % 3 === 0 ? "core" : "probable",
    networkId: "n1",
    status: "active",
    protected: false,
    exchanges: index,
    hidden,
  };
}

function identifier(index: number, hidden = 0): GraphNode {
  return {
    id: `ip:${index}`,
    type: "identifier",
    kind: "ip",
    kindLabel: "IP addresses",
    family: "network",
    value: String(index),
    display: String(index),
    crowd: 10 + index,
    members: 3,
    roster: null,
    hidden,
  };
}

function use(accountIndex: number, identifierIndex: number): GraphEdge {
  return {
    id: `u${accountIndex}-${identifierIndex}`,
    type: "use",
    source: `account:a${accountIndex}`,
    target: `ip:${identifierIndex}`,
    count: 1,
    firstMs: null,
    lastMs: null,
  };
}

function link(a: number, b: number): GraphEdge {
  return {
    id: `l${a}-${b}`,
    type: "link",
    source: `account:a${Math.min(a, b)}`,
    target: `account:a${Math.max(a, b)}`,
    bits: 5 + ((a * b) % 7),
    status: "confirmed",
    countered: false,
  };
}

function viewOf(nodes: GraphNode[], edges: GraphEdge[]): GraphView {
  const ids = new Set(nodes.map((node) => node.id));
  return {
    networkId: "n1",
    nodes,
    edges: edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    shown: { accounts: 0, identifiers: 0 },
    total: { accounts: 40, identifiers: 40 },
  };
}

const views = fc
  .record({
    accounts: fc.uniqueArray(fc.nat(11), { maxLength: 10 }),
    identifiers: fc.uniqueArray(fc.nat(7), { maxLength: 7 }),
    uses: fc.array(fc.tuple(fc.nat(11), fc.nat(7)), { maxLength: 20 }),
    links: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 6 }),
    hidden: fc.nat(5),
  })
  .map(({ accounts, identifiers, uses, links, hidden }) =>
    viewOf(
      [...accounts.map((i) => account(i, hidden)), ...identifiers.map((i) => identifier(i, hidden))],
      [
        ...new Map(uses.map(([a, i]) => [`${a}-${i}`, use(a, i)])).values(),
        ...links.filter(([a, b]) => a !== b).map(([a, b]) => link(a, b)),
      ],
    ),
  );

const nodeId = fc.oneof(
  fc.nat(11).map((i) => `account:a${i}`),
  fc.nat(7).map((i) => `ip:${i}`),
);
const ids = fc.array(nodeId, { maxLength: 4 });
const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });

const commands: fc.Arbitrary<GraphCommand> = fc.oneof(
  views.map((view): GraphCommand => ({ type: "add", view })),
  fc
    .tuple(nodeId, views, fc.integer({ min: 1, max: 100 }))
    .map(([id, view, limit]): GraphCommand => ({ type: "expand", nodeId: id, kind: "ip", limit, view })),
  ids.map((chosen): GraphCommand => ({ type: "remove", ids: chosen })),
  ids.map((chosen): GraphCommand => ({ type: "hide", ids: chosen })),
  ids.map((chosen): GraphCommand => ({ type: "show", ids: chosen })),
  ids.map((chosen): GraphCommand => ({ type: "pin", ids: chosen })),
  ids.map((chosen): GraphCommand => ({ type: "unpin", ids: chosen })),
  fc.constantFrom("ip", "account").map((kind): GraphCommand => ({ type: "toggleKind", kind })),
  fc.tuple(nodeId, point).map(([id, to]): GraphCommand => ({ type: "move", positions: [[id, to]] })),
  fc.tuple(nodeId, point).map(([id, to]): GraphCommand => ({ type: "arrange", positions: [[id, to]] })),
  ids.map((chosen): GraphCommand => ({ type: "select", ids: chosen })),
);

function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function start(view: GraphView): GraphHistory {
  return startHistory(loaded(view, []));
}

test("undo takes every step back exactly, redo brings exactly the same again", () => {
  fc.assert(
    fc.property(views, fc.array(commands, { maxLength: 25 }), (first, list) => {
      const seen: GraphModel[] = [];
      let history = start(first);
      for (const command of list) {
        const before = history;
        history = perform(history, command);
        if (history.done.length > before.done.length) seen.push(before.model);
      }
      const end = history.model;
      const lastStep = history.done.at(-1)?.after ?? end;
      for (const expected of seen.toReversed()) {
        history = undo(history);
        expect(history.model).toEqual(expected);
      }
      expect(history.done).toHaveLength(0);
      for (const _ of seen) history = redo(history);
      expect(history.model).toEqual(lastStep);
      expect(history.undone).toHaveLength(0);
    }),
  );
});

test("expanding and undoing leaves the graph as if nothing had been", () => {
  fc.assert(
    fc.property(views, views, nodeId, (first, more, id) => {
      const before = start(first);
      const after = perform(before, { type: "expand", nodeId: id, kind: "ip", limit: 100, view: more });
      expect(after === before ? after : undo(after).model).toEqual(after === before ? before : before.model);
    }),
  );
});

test("loading the same answer twice is loading it once", () => {
  fc.assert(
    fc.property(views, views, (first, more) => {
      const once = applyCommand(loaded(first, []), { type: "add", view: more });
      expect(applyCommand(once, { type: "add", view: more })).toBe(once);
      expect(applyCommand(once, { type: "add", view: first })).toBe(once);
    }),
  );
});

test("two answers give the same graph in either order", () => {
  fc.assert(
    fc.property(views, views, (one, two) => {
      const add = (model: GraphModel, view: GraphView): GraphModel =>
        applyCommand(model, { type: "add", view });
      const forth = add(add(EMPTY_MODEL, one), two);
      const back = add(add(EMPTY_MODEL, two), one);
      const nodesBoth = new Set([...one.nodes, ...two.nodes].map((node) => node.id));
      expect(sorted(forth.nodes)).toEqual(sorted(back.nodes));
      expect(sorted(forth.degrees)).toEqual(sorted(back.degrees));
      expect(new Set(forth.nodes.keys())).toEqual(nodesBoth);
      expect(sorted(forth.edges)).toEqual(sorted(back.edges));
    }),
  );
});

test("whatever is loaded, a node that has a place keeps it and every node has one", () => {
  fc.assert(
    fc.property(views, fc.array(commands, { maxLength: 10 }), views, nodeId, (first, list, more, id) => {
      const model = list.reduce(applyCommand, loaded(first, []));
      const after = applyCommand(model, { type: "expand", nodeId: id, kind: "ip", limit: 50, view: more });
      for (const [known, at] of model.positions) expect(after.positions.get(known)).toEqual(at);
      for (const known of after.nodes.keys()) expect(after.positions.has(known)).toBe(true);
    }),
  );
});

test("what is selected is always visible, and edges never hang in the air", () => {
  fc.assert(
    fc.property(views, fc.array(commands, { maxLength: 20 }), (first, list) => {
      const model = list.reduce(applyCommand, loaded(first, []));
      const part = visiblePart(model);
      const shown = new Set(part.nodes.map((node) => node.id));
      for (const id of model.selection) expect(shown.has(id)).toBe(true);
      for (const edge of part.edges) expect(shown.has(edge.source) && shown.has(edge.target)).toBe(true);
    }),
  );
});

test("newcomers arrive beside the node they came through, and apart from each other", () => {
  const first = viewOf([account(0), account(1)], [link(0, 1)]);
  const model = loaded(first, [
    ["account:a0", { x: 0, y: 0 }],
    ["account:a1", { x: 300, y: 0 }],
  ]);
  const brought = Array.from({ length: 8 }, (_, index) => identifier(index));
  const after = applyCommand(model, {
    type: "expand",
    nodeId: "account:a1",
    kind: "ip",
    limit: 100,
    view: viewOf(
      [account(1), ...brought],
      brought.map((_, index) => use(1, index)),
    ),
  });
  const places = brought.map((node) => after.positions.get(node.id) ?? { x: Infinity, y: Infinity });
  for (const at of places) expect(Math.hypot(at.x - 300, at.y)).toBeLessThan(120);
  places.forEach((a, i) =>
    places.slice(i + 1).forEach((b) => expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(30)),
  );
});

test("what is not loaded is known and shrinks as it is loaded", () => {
  const model = loaded(viewOf([account(0, 3), identifier(0)], [use(0, 0)]), []);
  expect(notLoaded(model, "account:a0")).toBe(3);
  const after = applyCommand(model, {
    type: "expand",
    nodeId: "account:a0",
    kind: "ip",
    limit: 2,
    view: viewOf(
      [account(0, 1), identifier(0), identifier(1), identifier(2)],
      [use(0, 0), use(0, 1), use(0, 2)],
    ),
  });
  expect(notLoaded(after, "account:a0")).toBe(1);
  expect(after.expansions).toEqual([{ nodeId: "account:a0", kind: "ip", limit: 2, shown: 3, total: 40 }]);
});

test("a pinned node stays when all is arranged, but follows the hand", () => {
  const model = applyCommand(loaded(viewOf([account(0)], []), [["account:a0", { x: 1, y: 2 }]]), {
    type: "pin",
    ids: ["account:a0"],
  });
  const to = [["account:a0", { x: 9, y: 9 }]] as const;
  expect(applyCommand(model, { type: "arrange", positions: to }).positions.get("account:a0")).toEqual({
    x: 1,
    y: 2,
  });
  expect(applyCommand(model, { type: "move", positions: to }).positions.get("account:a0")).toEqual({
    x: 9,
    y: 9,
  });
});

test("a link has one key whichever end comes first", () => {
  const forth = link(1, 2);
  expect(edgeKey({ ...forth, source: forth.target, target: forth.source })).toBe(edgeKey(forth));
});

test("steps have names that say what was done", () => {
  let history = start(viewOf([account(0), identifier(0)], [use(0, 0)]));
  history = perform(history, {
    type: "expand",
    nodeId: "ip:0",
    kind: "account",
    limit: 100,
    view: viewOf([identifier(0), account(1), account(2)], [use(1, 0), use(2, 0)]),
  });
  expect(history.done.at(-1)?.name).toBe("expand 0 (2 new nodes)");
  history = perform(history, { type: "hide", ids: ["account:a1"] });
  expect(history.done.at(-1)?.name).toBe("hide a1");
  expect(perform(history, { type: "hide", ids: ["account:a1"] })).toBe(history);
});
