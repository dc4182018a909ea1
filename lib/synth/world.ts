import type { Segment } from "./segment";
import { HONEST_SEGMENTS } from "./segments/honest";
import { operatorSegments } from "./segments/operators";

/** Who lives in a campaign beside the ordinary individuals, who are whoever is left over. */
export interface World {
  /** The operators' segments and seats; all seats together are the accounts given. */
  operators: (operatorAccounts: number) => { segment: Segment; seats: number }[];
  honest: readonly Segment[];
}

/** The campaign as it was reported, among all decoys. */
export const REPORTED_WORLD: World = { operators: operatorSegments, honest: HONEST_SEGMENTS };
