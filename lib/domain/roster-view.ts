import { z } from "zod";
import { identifierKindSchema } from "./identifier";
import { rosterClassSchema, type RosterClass } from "./roster";

export type RosterOrigin = "editor" | "file" | "learned" | "import";

export const ROSTER_ORIGIN_LABEL: Record<RosterOrigin, string> = {
  editor: "added here",
  file: "file",
  learned: "proposed, accepted",
  import: "import",
};

/** A line of the roster page. */
export interface RosterLine {
  /** Null for a line an import brought: it can be replaced here, not withdrawn. */
  id: string | null;
  cidrOrValue: string;
  kind: string;
  kindLabel: string;
  display: string;
  class: RosterClass;
  capacity: number;
  note: string;
  origin: RosterOrigin;
  /** Who entered it, or the import that brought it. */
  source: string;
  importId: string | null;
  createdAtMs: number | null;
  withdrawnAtMs: number | null;
  withdrawnByName: string | null;
  /** An import's line that an entry of this page replaces. */
  replaced: boolean;
}

export interface RosterView {
  lines: RosterLine[];
  /** Name of the roster as it holds now. */
  version: string;
  mayEdit: boolean;
  /** Kinds of identifiers there are in the records. */
  kinds: { kind: string; kindLabel: string }[];
}

const NOTE_LENGTH_MAX = 500;
export const CAPACITY_MAX = 1_000_000_000;

export const rosterEntryBodySchema = z.object({
  cidrOrValue: z.string().trim().min(1, "say which address, range or value").max(1_024),
  kind: identifierKindSchema,
  class: rosterClassSchema,
  capacity: z.int("capacity is a whole number").min(0).max(CAPACITY_MAX),
  note: z.string().trim().max(NOTE_LENGTH_MAX),
});
export type RosterEntryBody = z.infer<typeof rosterEntryBodySchema>;

export const rosterReasonSchema = z.string().trim().min(3, "say why, in a few words").max(NOTE_LENGTH_MAX);

/** What a person says of a proposed identifier. */
export const candidateDecisionSchema = z.intersection(
  z.object({ kind: identifierKindSchema, value: z.string().min(1).max(4_096) }),
  z.discriminatedUnion("decision", [
    z.object({
      decision: z.literal("accepted"),
      ...rosterEntryBodySchema.pick({ class: true, capacity: true, note: true }).shape,
    }),
    z.object({ decision: z.literal("dismissed"), reason: rosterReasonSchema }),
  ]),
);
export type CandidateDecision = z.infer<typeof candidateDecisionSchema>;

/** What a file brought, or would bring. */
export interface RosterFileResult {
  added: number;
  replaced: number;
  unchanged: number;
  rejects: { row: number; column: string; reason: string }[];
}
