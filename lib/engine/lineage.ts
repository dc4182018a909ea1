import type { LineageEvent } from "@/lib/domain/lineage";

/** What became of the networks of one run in the next. */
interface Lineage {
  /** Name of each new network, in the order they were given. */
  names: string[];
  /** In the order of network ids, then of what happened. */
  events: LineageEvent[];
}

interface Overlap {
  index: number;
  id: string;
  shared: number;
}

function overlapsOf(
  groups: readonly (readonly string[])[],
  named: ReadonlyMap<string, readonly string[]>,
): Overlap[] {
  const networkOf = new Map<string, string[]>();
  for (const [id, accounts] of named) {
    for (const account of accounts) {
      const ids = networkOf.get(account);
      if (ids === undefined) networkOf.set(account, [id]);
      else ids.push(id);
    }
  }
  return groups.flatMap((accounts, index) => {
    const shared = new Map<string, number>();
    for (const account of accounts) {
      for (const id of networkOf.get(account) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    return Array.from(shared, ([id, count]) => ({ index, id, shared: count }));
  });
}

const leastOf = (accounts: readonly string[]): string =>
  accounts.reduce((least, account) => (account < least ? account : least), accounts[0] ?? "");

const KIND_ORDER: Record<LineageEvent["kind"], number> = {
  continued: 0,
  returned: 1,
  new: 2,
  vanished: 3,
  split: 4,
  joined: 5,
};

/**
 * Gives the networks of a run the names of those before them, and says what became of each.
 * A name goes where most of its accounts are: pairs of old and new by falling number of shared
 * accounts (ties: the new network with the smallest account id, then the smaller name), each used
 * once, and only where the new network holds at least half of the old one's accounts. A name that
 * had vanished returns to a network without one where at least half of both is shared.
 * The order in which networks and accounts are given does not matter, but for who gets which fresh name.
 * @param previous accounts of each network of the run before, by name; an account is in one at most
 * @param vanished accounts of networks no longer found, as they were when last found
 * @param next accounts of each network of this run; an account is in one at most
 * @param freshName a name never given before, asked for in the order of `next`
 */
export function traceLineage(
  previous: ReadonlyMap<string, readonly string[]>,
  vanished: ReadonlyMap<string, readonly string[]>,
  next: readonly (readonly string[])[],
  freshName: () => string,
): Lineage {
  const least = next.map(leastOf);
  const names: (string | undefined)[] = next.map(() => undefined);
  const taken = new Set<string>();
  const give = (overlaps: Overlap[], mayTake: (overlap: Overlap) => boolean): void => {
    overlaps.sort(
      (x, y) =>
        y.shared - x.shared ||
        ((least[x.index] ?? "") < (least[y.index] ?? "")
          ? -1
          : (least[x.index] ?? "") > (least[y.index] ?? "")
            ? 1
            : x.id < y.id
              ? -1
              : 1),
    );
    for (const overlap of overlaps) {
      if (names[overlap.index] !== undefined || taken.has(overlap.id) || !mayTake(overlap)) continue;
      names[overlap.index] = overlap.id;
      taken.add(overlap.id);
    }
  };
  const overlaps = overlapsOf(next, previous);
  give(overlaps, ({ id, shared }) => shared * 2 >= (previous.get(id)?.length ?? 0));
  const unnamed = next.map((accounts, index) => (names[index] === undefined ? accounts : []));
  const returning = overlapsOf(unnamed, vanished);
  give(
    returning,
    ({ index, id, shared }) =>
      shared * 2 >= (vanished.get(id)?.length ?? 0) && shared * 2 >= (next[index]?.length ?? 0),
  );
  const given = names.map((name) => name ?? freshName());

  const events: LineageEvent[] = [];
  const sizeOf = (index: number): number => next[index]?.length ?? 0;
  const wentOn = new Map<string, number>();
  for (const { index, id, shared } of overlaps) {
    const otherId = given[index] ?? "";
    wentOn.set(id, (wentOn.get(id) ?? 0) + shared);
    events.push({
      kind: otherId === id ? "continued" : previous.has(otherId) ? "joined" : "split",
      networkId: id,
      otherId: otherId === id ? null : otherId,
      shared,
      before: previous.get(id)?.length ?? 0,
      after: sizeOf(index),
    });
  }
  const returned = new Map(returning.map((overlap) => [`${overlap.index} ${overlap.id}`, overlap.shared]));
  for (const [index, networkId] of given.entries()) {
    if (previous.has(networkId)) continue;
    const before = names[index] === undefined ? 0 : (vanished.get(networkId)?.length ?? 0);
    const kind = names[index] === undefined ? "new" : "returned";
    const shared = kind === "new" ? 0 : (returned.get(`${index} ${networkId}`) ?? 0);
    events.push({ kind, networkId, otherId: null, shared, before, after: sizeOf(index) });
  }
  for (const [networkId, accounts] of previous) {
    if (taken.has(networkId)) continue;
    const shared = wentOn.get(networkId) ?? 0;
    events.push({ kind: "vanished", networkId, otherId: null, shared, before: accounts.length, after: 0 });
  }
  events.sort((x, y) => {
    if (x.networkId !== y.networkId) return x.networkId < y.networkId ? -1 : 1;
    return KIND_ORDER[x.kind] - KIND_ORDER[y.kind] || ((x.otherId ?? "") < (y.otherId ?? "") ? -1 : 1);
  });
  return { names: given, events };
}
