/**
 * Which network of the last run each new one continues: pairs of old and new by falling number of
 * shared accounts, each used once. A new network that takes over fewer than half of an old one's
 * accounts gets a name of its own.
 * @param next accounts of each new network
 * @param previous network id of an account in the last run
 * @param previousSizes accounts of each network in the last run
 * @returns old id per new network, undefined where it is new
 */
export function keepNames(
  next: readonly (readonly string[])[],
  previous: ReadonlyMap<string, string>,
  previousSizes: ReadonlyMap<string, number>,
): (string | undefined)[] {
  const overlaps: { index: number; id: string; shared: number }[] = [];
  next.forEach((accounts, index) => {
    const shared = new Map<string, number>();
    for (const account of accounts) {
      const id = previous.get(account);
      if (id !== undefined) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    for (const [id, count] of shared) overlaps.push({ index, id, shared: count });
  });
  overlaps.sort((x, y) => y.shared - x.shared || x.index - y.index || (x.id < y.id ? -1 : 1));
  const names: (string | undefined)[] = next.map(() => undefined);
  const taken = new Set<string>();
  for (const { index, id, shared } of overlaps) {
    if (names[index] !== undefined || taken.has(id) || shared * 2 < (previousSizes.get(id) ?? 0)) continue;
    names[index] = id;
    taken.add(id);
  }
  return names;
}
