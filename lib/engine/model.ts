import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256Hex } from "@/lib/core/hash";
import type { Rng } from "@/lib/core/rng";
import { FAMILIES, type Family } from "@/lib/domain/identifier";
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
  /** Accounts and observations the gap tables were measured on, this run's or an earlier one's. */
  measuredOn: { accounts: number; observations: number };
  /** Rows of group-level evidence, each said once; a join names those its pair carries. */
  groupRows: GroupRow[];
  /** Pairs of accounts that carry evidence of the groups they belong to. */
  joins: ModelJoin[];
  /** Families in which at least two accounts share something. */
  families: Family[];
}

/** What a group shares, as a row that gives `bits` to the pairs that carry it, in place of the row's own. */
export interface GroupRow {
  kind: string;
  value: string;
  bits: number;
  sentence: string;
}

export interface ModelJoin {
  accountA: string;
  accountB: string;
  /** Whether it joins two groups, holds a cell together, or adds an account to a network. */
  as: "joins_groups" | "holds_cell" | "adds_account";
  /** The account that is added to the other's network. */
  added?: string;
  /** Positions in `groupRows`. */
  rows: number[];
}

export const METHOD = "coincidence-odds-2";

/** Gap tables of an earlier run, to measure with again. */
export type Yardstick = Pick<EngineModel, "createdGaps" | "gaps" | "measuredOn">;

/**
 * Measures the input. The same rows in any order and the same seed give the same model. With a
 * `yardstick` its gap tables are taken as they are, so that what has not changed keeps its bits.
 */
export function measureModel(
  input: EngineInput,
  parameters: EngineParameters,
  rng: Rng,
  yardstick?: Yardstick,
): EngineModel {
  const { createdGaps, gaps, measuredOn } = yardstick ?? sampledGaps(input, parameters, rng);
  const families = sharedFamilies(input);
  const content = {
    parameters: parametersFor(parameters, families),
    population: input.accountIds.length,
    createdGaps,
    gaps,
    measuredOn,
    groupRows: [],
    joins: [],
    families,
  };
  return versioned(content);
}

/** Gap table of a kind, that of creation times where it has none. A kind may be named as anything is, `constructor` too. */
export function gapsOf(model: Pick<EngineModel, "createdGaps" | "gaps">, kind: string): GapTable | undefined {
  return (Object.hasOwn(model.gaps, kind) ? model.gaps[kind] : undefined) ?? model.createdGaps ?? undefined;
}

/** The parameters as they hold on data of these families. */
export function parametersFor(parameters: EngineParameters, families: readonly Family[]): EngineParameters {
  return families.length === 1 ? { ...parameters, rowDamping: parameters.rowDampingOneFamily } : parameters;
}

/** Gap tables of an input by themselves, as `measureModel` takes them. */
export function sampledGaps(input: EngineInput, parameters: EngineParameters, rng: Rng): Yardstick {
  const { created, kinds } = sampleGapTables(input, parameters, rng);
  const measuredOn = { accounts: input.accountIds.length, observations: input.useAccount.length };
  return { createdGaps: created, gaps: kinds, measuredOn };
}

/** The model with evidence of groups added to what it has; a pair that had some keeps it. */
export function withGroupEvidence(
  model: EngineModel,
  rows: readonly GroupRow[],
  joins: readonly ModelJoin[],
): EngineModel {
  if (joins.length === 0) return model;
  const { version: _, ...content } = model;
  const offset = model.groupRows.length;
  const carried = new Set(model.joins.map((join) => `${join.accountA}\n${join.accountB}`));
  const added = joins
    .filter((join) => !carried.has(`${join.accountA}\n${join.accountB}`))
    .map((join) => ({ ...join, rows: join.rows.map((row) => row + offset) }));
  return versioned({
    ...content,
    groupRows: [...model.groupRows, ...rows],
    joins: [...model.joins, ...added],
  });
}

function versioned(content: Omit<EngineModel, "version">): EngineModel {
  return { version: `${METHOD}.${sha256Hex(canonicalJson(content)).slice(0, 12)}`, ...content };
}

/** Share of the accounts that share anything which must share something of a family for the data to have it. */
const FAMILY_SHARE_MIN = 0.05;

function sharedFamilies(input: EngineInput): Family[] {
  // What everybody has by having been made (a time of creation) is no source of evidence the data brings.
  const familyOfKind = input.kinds.map((kind) => {
    const spec = identifierKind(kind);
    return spec.gathersByNature === true ? -1 : FAMILIES.indexOf(spec.family);
  });
  const accounts = FAMILIES.map(() => 0);
  let sharing = 0;
  for (let account = 0; account < input.accountIds.length; account++) {
    let shares = 0;
    const end = input.accountStart[account + 1] ?? 0;
    for (let use = input.accountStart[account] ?? 0; use < end; use++) {
      const v = input.useIdentifier[use] ?? 0;
      const family = familyOfKind[input.useKind[use] ?? 0] ?? -1;
      if (family !== -1 && (input.identifierStart[v + 1] ?? 0) - (input.identifierStart[v] ?? 0) >= 2)
        shares |= 1 << family;
    }
    if (shares !== 0) sharing++;
    for (let f = 0; f < FAMILIES.length; f++)
      if ((shares & (1 << f)) !== 0) accounts[f] = (accounts[f] ?? 0) + 1;
  }
  return FAMILIES.filter(
    (_, f) => (accounts[f] ?? 0) > 0 && (accounts[f] ?? 0) >= FAMILY_SHARE_MIN * sharing,
  ).toSorted();
}
