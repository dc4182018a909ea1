/**
 * Every key of the query cache in one place. A key starts with its entity, so invalidating
 * `queryKeys.cases.all` reaches each list and each case.
 */
export const queryKeys = {
  overview: ["overview"],
  networks: {
    all: ["networks"],
    list: (limit: number, offset: number) => ["networks", "list", limit, offset],
    succession: (networkId: string) => ["networks", "succession", networkId],
    forest: (networkId: string) => ["networks", "forest", networkId],
    holds: (networkId: string) => ["networks", "holds", networkId],
    path: (networkId: string, from: string, to: string, without: readonly string[]) => [
      "networks",
      "path",
      networkId,
      from,
      to,
      ...without,
    ],
    one: (networkId: string, membersMax: number | undefined) => [
      "networks",
      "one",
      networkId,
      membersMax ?? null,
    ],
  },
  accounts: {
    one: (accountId: string) => ["accounts", accountId],
    profile: (accountId: string) => ["accounts", accountId, "profile"],
  },
  identifiers: {
    one: (kind: string, value: string) => ["identifiers", kind, value],
    timeline: (kind: string, value: string) => ["identifiers", kind, value, "timeline"],
  },
  graph: {
    network: (networkId: string, accountsMax: number | undefined) => [
      "graph",
      "network",
      networkId,
      accountsMax ?? null,
    ],
    menu: (nodeId: string) => ["graph", "menu", nodeId],
    expand: (parameters: {
      node: string;
      kind: string;
      limit: number | undefined;
      network: string | undefined;
    }) => ["graph", "expand", parameters],
    explain: (accountA: string, accountB: string) => ["graph", "explain", ...[accountA, accountB].sort()],
  },
  decisions: {
    all: ["decisions"],
    pair: (accountA: string, accountB: string) => ["decisions", "pair", ...[accountA, accountB].sort()],
    account: (accountId: string) => ["decisions", "account", accountId],
    network: (networkId: string) => ["decisions", "network", networkId],
  },
  search: (query: string) => ["search", query],
  cases: {
    all: ["cases"],
    list: ["cases", "list"],
    one: (caseId: string) => ["cases", "one", caseId],
    review: ["cases", "review"],
  },
  imports: ["imports"],
  undoPreview: (importId: string) => ["undo-preview", importId],
  uploads: {
    one: (uploadId: string) => ["uploads", uploadId],
    inspection: (uploadId: string) => ["uploads", uploadId, "inspection"],
    dryRun: (uploadId: string) => ["uploads", uploadId, "dry-run"],
  },
  resolve: ["resolve"],
  roster: {
    all: ["roster"],
    lines: ["roster", "lines"],
    candidates: ["roster", "candidates"],
  },
  audit: ["audit"],
  retention: ["retention"],
  calibration: ["calibration"],
  users: ["users"],
} as const;
