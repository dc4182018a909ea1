import { identifierId, parseIdentifierId, type Identifier } from "./identifier";

/** Node ids in graphs and URLs: "account:acct_1", or the identifier's own id ("ip:240.0.0.1"). */
export function accountNodeId(accountId: string): string {
  return `account:${accountId}`;
}

export function parseNodeId(
  id: string,
): { type: "account"; accountId: string } | { type: "identifier"; identifier: Identifier } | undefined {
  if (id.startsWith("account:")) {
    const accountId = id.slice("account:".length);
    return accountId === "" ? undefined : { type: "account", accountId };
  }
  const identifier = parseIdentifierId(id);
  return identifier === undefined ? undefined : { type: "identifier", identifier };
}

export { identifierId as identifierNodeId };
