import { sharedInts } from "./columns";
import type { EngineInput } from "./input";

/** Uses on one identifier up to which sorting in place by insertion is the quickest. */
const INSERTION_MAX = 24;

/** From so many accounts on an identifier that never changes hands links nobody, and the order of its uses is not asked for. */
const HUB_MIN = 100_000;

/** When each use began: its account's creation where that is not known, infinite where neither is. */
export function startsMs(
  columns: Pick<EngineInput, "useFirstMs" | "useAccount" | "createdAtMs">,
): Float64Array {
  const { useFirstMs, useAccount, createdAtMs } = columns;
  const starts = new Float64Array(useFirstMs.length);
  for (let use = 0; use < starts.length; use++) {
    const first = useFirstMs[use] ?? Number.NaN;
    const start = first === first ? first : (createdAtMs[useAccount[use] ?? 0] ?? Number.NaN);
    starts[use] = start === start ? start : Number.POSITIVE_INFINITY;
  }
  return starts;
}

/**
 * Uses by identifier, those of one in order of their beginning, equal ones and a hub's by account.
 * `identifierStart` says where each identifier's uses begin.
 */
export function usesByStart(
  useIdentifier: Int32Array,
  identifierStart: Int32Array,
  starts: Float64Array,
  changesHands: (identifier: number) => boolean,
): Int32Array {
  const identifiers = identifierStart.length - 1;
  const uses = sharedInts(useIdentifier.length);
  const keys = new Float64Array(useIdentifier.length);
  const next = identifierStart.slice();
  // Keys go along, so that sorting reads what lies side by side.
  for (let use = 0; use < useIdentifier.length; use++) {
    const v = useIdentifier[use] ?? 0;
    const at = next[v] ?? 0;
    next[v] = at + 1;
    uses[at] = use;
    keys[at] = starts[use] ?? 0;
  }
  for (let v = 0; v < identifiers; v++) {
    const from = identifierStart[v] ?? 0;
    const to = identifierStart[v + 1] ?? 0;
    if (to - from < 2) continue;
    if (to - from > INSERTION_MAX) {
      if (to - from >= HUB_MIN && !changesHands(v)) continue;
      sortByKey(uses.subarray(from, to), keys.subarray(from, to));
      continue;
    }
    for (let i = from + 1; i < to; i++) {
      const use = uses[i] ?? 0;
      const key = keys[i] ?? 0;
      let at = i;
      while (at > from && (keys[at - 1] ?? 0) > key) {
        uses[at] = uses[at - 1] ?? 0;
        keys[at] = keys[at - 1] ?? 0;
        at--;
      }
      uses[at] = use;
      keys[at] = key;
    }
  }
  return uses;
}

/** Stable: equal keys keep their order. Keys may be infinite; they are used up. */
function sortByKey(values: Int32Array, keys: Float64Array): void {
  const count = values.length;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let inOrder = true;
  for (let i = 0; i < count; i++) {
    const key = keys[i] ?? 0;
    if (i > 0 && (keys[i - 1] ?? 0) > key) inOrder = false;
    if (key < least) least = key;
    if (key > most && key !== Number.POSITIVE_INFINITY) most = key;
  }
  if (inOrder) return;
  const before = values.slice();
  const span = most - least + 2;
  if (span * count < Number.MAX_SAFE_INTEGER && Number.isInteger(least)) {
    // Key and place in one number sort without a comparator, which is many times quicker.
    for (let i = 0; i < count; i++)
      keys[i] = Math.floor(Math.min((keys[i] ?? 0) - least, span - 1)) * count + i;
    keys.sort();
    for (let i = 0; i < count; i++) values[i] = before[(keys[i] ?? 0) % count] ?? 0;
    return;
  }
  const places = new Uint32Array(count).map((_, i) => i);
  places.sort((x, y) => {
    const left = keys[x] ?? 0;
    const right = keys[y] ?? 0;
    return left < right ? -1 : left > right ? 1 : x - y;
  });
  for (let i = 0; i < count; i++) values[i] = before[places[i] ?? 0] ?? 0;
}

/** Puts the rows of each account in order of their identifiers, equal ones as they came. */
export function orderByIdentifier(
  order: Int32Array,
  rowAccount: Int32Array,
  rowIdentifier: Int32Array,
): void {
  let from = 0;
  while (from < order.length) {
    const account = rowAccount[order[from] ?? 0] ?? 0;
    let to = from + 1;
    while (to < order.length && rowAccount[order[to] ?? 0] === account) to++;
    if (to - from > 2 * INSERTION_MAX) {
      const rows = order.subarray(from, to);
      sortByKey(
        rows,
        Float64Array.from(rows, (row) => rowIdentifier[row] ?? 0),
      );
    } else {
      for (let i = from + 1; i < to; i++) {
        const row = order[i] ?? 0;
        const identifier = rowIdentifier[row] ?? 0;
        let at = i;
        while (at > from && (rowIdentifier[order[at - 1] ?? 0] ?? 0) > identifier) {
          order[at] = order[at - 1] ?? 0;
          at--;
        }
        order[at] = row;
      }
    }
    from = to;
  }
}

/** Stable counting sort: the order of positions by a key in [0, keys). */
export function orderBy(key: Int32Array, keys: number): Int32Array {
  const start = new Int32Array(keys + 1);
  for (let i = 0; i < key.length; i++) {
    const k = (key[i] ?? 0) + 1;
    start[k] = (start[k] ?? 0) + 1;
  }
  for (let k = 0; k < keys; k++) start[k + 1] = (start[k + 1] ?? 0) + (start[k] ?? 0);
  const order = sharedInts(key.length);
  for (let i = 0; i < key.length; i++) {
    const k = key[i] ?? 0;
    const at = start[k] ?? 0;
    order[at] = i;
    start[k] = at + 1;
  }
  return order;
}

export function startsOf(key: Int32Array, keys: number): Int32Array {
  const start = sharedInts(keys + 1);
  for (let i = 0; i < key.length; i++) {
    const k = (key[i] ?? 0) + 1;
    start[k] = (start[k] ?? 0) + 1;
  }
  for (let k = 0; k < keys; k++) start[k + 1] = (start[k + 1] ?? 0) + (start[k] ?? 0);
  return start;
}
