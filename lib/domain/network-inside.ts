import { z } from "zod";
import { type Family, identifierKindSchema } from "./identifier";

/** What holds a network together, as the API answers it: positions count from 0. */

/** An identifier as it may be shown. */
export interface ShownIdentifier {
  kind: string;
  kindLabel: string;
  family: Family;
  value: string;
  display: string;
}

/**
 * The spanning forest of a network's confirmed links, strongest first: all that cutting it anew at another
 * threshold needs.
 */
export interface ForestView {
  networkId: string;
  confirmBits: number;
  candidateBits: number;
  /** Account ids, rising. */
  accounts: string[];
  /** Positions in `accounts`. */
  a: number[];
  b: number[];
  /** Null where an analyst decided: such a link holds at every threshold. */
  bits: (number | null)[];
  /** Links between members that are not counted, strongest first, with how many there are. */
  candidates: { a: number[]; b: number[]; bits: number[]; total: number };
}

export interface HeldIdentifier extends ShownIdentifier {
  /** Confirmed links that rest on it, and the members at their ends. */
  links: number;
  accounts: number;
  /** Links that no longer hold without it. */
  linksFalling: number;
  /** Members that leave the largest part without it. */
  accountsLeaving: number;
}

export interface HoldsView {
  networkId: string;
  /** What most members hang by first. */
  identifiers: HeldIdentifier[];
  identifiersTotal: number;
  cut: {
    /** By trying each one, by trying pairs, or by a search that may have missed a smaller set. */
    found: "one" | "pair" | "greedy" | "none";
    identifiers: ShownIdentifier[];
    leaving: number;
    parts: PartsView;
    sentence: string;
  };
}

/** Parts a network falls into, largest first. */
export interface PartsView {
  accounts: number;
  /** Those of two members or more that are listed, with some of their members. */
  parts: { accounts: number; some: string[] }[];
  /** Parts of two members or more that are not listed, and members left alone. */
  partsLeftOut: number;
  alone: number;
}

export interface WithoutView extends PartsView {
  networkId: string;
  linksFalling: number;
  linksTotal: number;
}

export interface PathHopView {
  from: string;
  to: string;
  bits: number;
  /** What the link rests on, strongest first, without what was taken away; `bits` by itself. */
  identifiers: (ShownIdentifier & { bits: number })[];
}

export interface PathView {
  from: string;
  to: string;
  /** Null where no way of confirmed links is left. */
  hops: PathHopView[] | null;
}

const IDENTIFIERS_MAX = 200;

/** Identifiers to leave out, as the browser sends them. */
export const leftOutSchema = z
  .array(z.object({ kind: identifierKindSchema, value: z.string().min(1).max(4_096) }))
  .max(IDENTIFIERS_MAX);
