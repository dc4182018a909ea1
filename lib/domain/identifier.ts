import { z } from "zod";

/**
 * The independent sources of evidence. "Two families" rules count these.
 * `behaviour` alone never confirms anything.
 */
export const FAMILIES = ["network", "client", "payment", "identity", "behaviour"] as const;
export type Family = (typeof FAMILIES)[number];

export const FAMILY_LABEL: Record<Family, string> = {
  network: "Network",
  client: "Device and client",
  payment: "Payment",
  identity: "Identity",
  behaviour: "Behaviour",
};

/** Kinds are open: an import may bring its own. Those the engine knows are in lib/engine/identifiers. */
export const identifierKindSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "a kind is lower-case letters, digits and _, at most 40")
  .refine((kind) => kind !== "account", "account is no kind of identifier");
export type IdentifierKind = string;

/** Something accounts can share. */
export interface Identifier {
  kind: IdentifierKind;
  value: string;
}

/** "ip:240.1.2.3": the id of an identifier in a graph, a URL or an evidence reference. */
export function identifierId(identifier: Identifier): string {
  return `${identifier.kind}:${identifier.value}`;
}

/** Inverse of `identifierId`; undefined where the text is none. */
export function parseIdentifierId(id: string): Identifier | undefined {
  const colon = id.indexOf(":");
  if (colon <= 0 || colon === id.length - 1) return undefined;
  const kind = id.slice(0, colon);
  if (!identifierKindSchema.safeParse(kind).success) return undefined;
  return { kind, value: id.slice(colon + 1) };
}

/** An account used an identifier: the unit of evidence everything is made of. */
export interface Observation {
  accountId: string;
  kind: IdentifierKind;
  value: string;
  /** Epoch ms, or null where the source has no times. */
  firstSeenMs: number | null;
  lastSeenMs: number | null;
  count: number;
}
