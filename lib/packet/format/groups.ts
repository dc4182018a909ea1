function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups that links make of accounts (union-find): each sorted, larger ones first, lone accounts as groups of one. */
export function groupsOf(
  accounts: Iterable<string>,
  links: readonly { accountA: string; accountB: string }[],
): string[][] {
  const parent = new Map<string, string>();
  for (const account of accounts) parent.set(account, account);
  const find = (account: string): string => {
    let root = account;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root))
      root = next;
    for (let at = account; at !== root;) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { accountA, accountB } of links) parent.set(find(accountA), find(accountB));
  const groups = new Map<string, string[]>();
  for (const account of parent.keys()) {
    const root = find(account);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [account]);
    else group.push(account);
  }
  return [...groups.values()]
    .map((group) => group.sort(byCodeUnit))
    .sort((a, b) => b.length - a.length || byCodeUnit(a[0] ?? "", b[0] ?? ""));
}
