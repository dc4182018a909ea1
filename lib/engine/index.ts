export { explainPair, identifiersToLoad } from "./explain/explain-pair";
export { networkHeadline, type NetworkFacts } from "./headline";
export { IDENTIFIER_KINDS, identifierKind, type IdentifierKindSpec } from "./identifiers";
export { type AccountInput, type EngineInput, EngineInputBuilder } from "./input";
export type { EngineModel } from "./model";
export { DEFAULT_PARAMETERS, type EngineParameters, RESOLVE_SEED } from "./parameters";
export { resolve, type Resolution } from "./resolve";
export type { ResolutionCounts } from "./resolution-counts";
export { RosterIndex } from "./scoring/roster-index";
