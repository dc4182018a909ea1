import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import type { Rng } from "@/lib/core/rng";
import type { Family } from "@/lib/domain/identifier";
import { type GapTable, sampleGapTables } from "./gaps/gap-table";
import { identifierKind } from "./identifiers";
import type { EngineInput } from "./input";
import type { EngineParameters } from "./parameters";

/** Everything besides the rows that a score depends on; plain JSON, kept with every run. */
export interface EngineModel {
  /** Names method and content: equal versions score equally. */
  version: string;
  parameters: EngineParameters;
  /** Accounts known to the run. */
  population: number;
  /** From creation times, for uses without times. */
  createdGaps: GapTable | null;
  gaps: Record<string, GapTable>;
  /** Groups joined by what both are full of; the pair named carries the join's evidence. */
  joins: ModelJoin[];
  /** Families in which at least two accounts share something. */
  families: Family[];
}

/** A join of two groups as it is kept: rows add `bits` to the link of the two accounts. */
export interface ModelJoin {
  accountA: string;
  accountB: string;
  rows: { kind: string; value: string; bits: number; sentence: string }[];
}

const METHOD = "coincidence-odds-1";

/** Measures the input. The same rows in any order and the same seed give the same model. */
export function measureModel(input: EngineInput, parameters: EngineParameters, rng: Rng): EngineModel {
  const { created, kinds } = sampleGapTables(input, parameters, rng);
  const content = {
    parameters,
    population: input.accountIds.length,
    createdGaps: created,
    gaps: kinds,
    joins: [],
    families: sharedFamilies(input),
  };
  return versioned(content);
}

/** The model with the joins of a run. */
export function withJoins(model: EngineModel, joins: ModelJoin[]): EngineModel {
  const { version: _, ...content } = model;
  return versioned({ ...content, joins });
}

function versioned(content: Omit<EngineModel, "version">): EngineModel {
  return { version: `${METHOD}.${sha256Hex(canonicalJson(content)).slice(0, 12)}`, ...content };
}

function sharedFamilies(input: EngineInput): Family[] {
  const families = new Set<Family>();
  const familyOfKind = input.kinds.map((kind) => identifierKind(kind).family);
  for (let v = 0; v < input.identifierValue.length; v++) {
    const users = (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0);
    const family = familyOfKind[input.identifierKind[v] ?? 0];
    if (users >= 2 && family !== undefined) families.add(family);
  }
  return [...families].sort();
}
