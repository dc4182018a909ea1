/**
 * What became of a network from one run to the next. "split" and "joined" say that accounts of it
 * are now in another network: one that was not there before, or one that was.
 */
export type LineageKind = "continued" | "new" | "returned" | "split" | "joined" | "vanished";

export interface LineageEvent {
  kind: LineageKind;
  networkId: string;
  /** The network its accounts went into, for "split" and "joined"; null otherwise. */
  otherId: string | null;
  /** Accounts that were in `networkId` before and are afterwards in it ("continued", "returned"), in the other ("split", "joined") or in any ("vanished"). 0 for "new". */
  shared: number;
  /** Accounts of `networkId` in the run before (when last found, for "returned"); 0 for "new". */
  before: number;
  /** Accounts of `networkId` now, or of the other for "split" and "joined". */
  after: number;
}

/** An event as it is on record. */
export interface RecordedLineageEvent extends LineageEvent {
  runId: string;
  atMs: number;
}

/** A current network, with how many accounts of a network that is no longer found are in it. */
interface Successor {
  networkId: string;
  label: string;
  accounts: number;
}

/** A network that is no longer found: where its accounts are today. */
export interface NetworkSuccession {
  networkId: string;
  label: string;
  /** Accounts it had when it was last found; 0 where that is not on record. */
  accounts: number;
  /** Most accounts first. */
  successors: Successor[];
}
