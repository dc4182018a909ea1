import type { LinkColumns } from "./spanning-forest";

export interface BridgePosition {
  link: number;
  sideA: number;
  sideB: number;
}

/**
 * Forest links below `weakBits` with at least `sideMin` accounts on both sides: where one network
 * might be two. `forest` holds the link positions of one tree.
 */
export function weakBridges(
  links: LinkColumns,
  forest: readonly number[],
  weakBits: number,
  sideMin = 8,
): BridgePosition[] {
  const incident = new Map<number, number[]>();
  const note = (account: number, link: number): void => {
    const list = incident.get(account);
    if (list === undefined) incident.set(account, [link]);
    else list.push(link);
  };
  for (const link of forest) {
    note(links.a[link] ?? 0, link);
    note(links.b[link] ?? 0, link);
  }
  const root = links.a[forest[0] ?? 0] ?? 0;
  const order: number[] = [];
  const upLink = new Map<number, number>([[root, -1]]);
  const stack = [root];
  for (let account = stack.pop(); account !== undefined; account = stack.pop()) {
    order.push(account);
    for (const link of incident.get(account) ?? []) {
      const other = links.a[link] === account ? (links.b[link] ?? 0) : (links.a[link] ?? 0);
      if (upLink.has(other)) continue;
      upLink.set(other, link);
      stack.push(other);
    }
  }
  const below = new Map<number, number>();
  const found: BridgePosition[] = [];
  for (const account of order.reverse()) {
    const size = (below.get(account) ?? 0) + 1;
    const link = upLink.get(account) ?? -1;
    if (link === -1) continue;
    const parent = links.a[link] === account ? (links.b[link] ?? 0) : (links.a[link] ?? 0);
    below.set(parent, (below.get(parent) ?? 0) + size);
    const rest = order.length - size;
    if ((links.bits[link] ?? 0) >= weakBits || size < sideMin || rest < sideMin) continue;
    const childIsA = links.a[link] === account;
    found.push({ link, sideA: childIsA ? size : rest, sideB: childIsA ? rest : size });
  }
  return found.sort((x, y) => (links.bits[x.link] ?? 0) - (links.bits[y.link] ?? 0) || x.link - y.link);
}
