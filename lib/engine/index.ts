export { explainPair, identifiersToLoad } from "./explain/explain-pair";
export { networkHeadline } from "./headline";
export { identifierKind } from "./identifiers";
export { type EngineInput, EngineInputBuilder } from "./input";
export type { EngineModel } from "./model";
export { DEFAULT_PARAMETERS, RESOLVE_SEED } from "./parameters";
export { resolve, type Resolution } from "./resolve";
export { RosterIndex } from "./scoring/roster-index";
