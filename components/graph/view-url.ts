import { parseNodeId } from "@/lib/domain/graph-id";
import { isVisible, type GraphModel } from "./model";

/** Accounts of a network the first answer asks for. */
const ACCOUNTS_DEFAULT = 150;
export const ACCOUNTS_MAX = 1_500;
/** Neighbours one expansion brings. */
export const EXPAND_STEP = 100;
const EXPAND_MAX = 1_000;
const LIST_MAX = 60;

/** What a link to a view says: enough to build it again. */
export interface ViewAddress {
  networkId: string | null;
  /** Node the view starts from where it starts from no network. */
  seed: string | null;
  accounts: number;
  select: string[];
  expand: { nodeId: string; kind: string; limit: number }[];
  hide: string[];
  hideKinds: string[];
}

interface Readable {
  get(name: string): string | null;
  getAll(name: string): string[];
}

function clamped(text: string | null, fallback: number, max: number): number {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? Math.min(value, max) : fallback;
}

function readNodeIds(values: string[]): string[] {
  return [...new Set(values)].filter((id) => parseNodeId(id) !== undefined).slice(0, LIST_MAX);
}

function readSeed(query: Readable): string | null {
  const account = query.get("account");
  if (account !== null && account !== "") return `account:${account}`;
  const identifier = query.get("identifier");
  return identifier !== null && parseNodeId(identifier)?.type === "identifier" ? identifier : null;
}

/** Reads a query string. Anything that makes no sense is passed over, never an error. */
export function readViewAddress(query: Readable): ViewAddress {
  const networkId = query.get("network");
  const expand: ViewAddress["expand"] = [];
  for (const value of query.getAll("expand").slice(0, LIST_MAX)) {
    const match = /^([a-z][a-z0-9_]{0,39})~(\d{1,4})~(.+)$/su.exec(value);
    const [, kind, limit, nodeId] = match ?? [];
    if (kind === undefined || nodeId === undefined || parseNodeId(nodeId) === undefined) continue;
    expand.push({ nodeId, kind, limit: clamped(limit ?? null, EXPAND_STEP, EXPAND_MAX) });
  }
  return {
    networkId: networkId === "" ? null : networkId,
    seed: readSeed(query),
    accounts: clamped(query.get("accounts"), ACCOUNTS_DEFAULT, ACCOUNTS_MAX),
    select: readNodeIds(query.getAll("select")),
    expand,
    hide: readNodeIds(query.getAll("hide")),
    hideKinds: query.getAll("without").filter((kind) => /^[a-z][a-z0-9_]{0,39}$/u.test(kind)),
  };
}

/** The address as a query string, without the question mark. `readViewAddress` reads it back. */
export function writeViewAddress(address: ViewAddress): string {
  const query = new URLSearchParams();
  if (address.networkId !== null) query.set("network", address.networkId);
  else if (address.seed?.startsWith("account:") === true)
    query.set("account", address.seed.slice("account:".length));
  else if (address.seed !== null) query.set("identifier", address.seed);
  if (address.accounts !== ACCOUNTS_DEFAULT) query.set("accounts", String(address.accounts));
  for (const { nodeId, kind, limit } of address.expand) query.append("expand", `${kind}~${limit}~${nodeId}`);
  for (const id of address.hide) query.append("hide", id);
  for (const kind of address.hideKinds) query.append("without", kind);
  for (const id of address.select) query.append("select", id);
  return query.toString();
}

/** The address of what a model shows. Says how many hidden nodes a link has no room for. */
export function addressOf(
  model: GraphModel,
  start: Pick<ViewAddress, "networkId" | "seed" | "accounts">,
): { address: ViewAddress; leftOut: number } {
  const hidden = [...model.hidden];
  return {
    address: {
      ...start,
      select: model.selection.slice(0, LIST_MAX),
      expand: model.expansions.slice(0, LIST_MAX).map(({ nodeId, kind, limit }) => ({ nodeId, kind, limit })),
      hide: hidden.slice(0, LIST_MAX),
      hideKinds: [...model.hiddenKinds],
    },
    leftOut:
      Math.max(0, hidden.length - LIST_MAX) +
      Math.max(0, model.expansions.length - LIST_MAX) +
      Math.max(0, model.selection.length - LIST_MAX),
  };
}

/** Ids of a view's hidden nodes that are there to hide. */
export function stillThere(model: GraphModel, ids: readonly string[]): string[] {
  return ids.filter((id) => {
    const node = model.nodes.get(id);
    return node !== undefined && isVisible(model, node);
  });
}
