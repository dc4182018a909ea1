/** What a run looked at and kept. */
export interface ResolutionCounts {
  accounts: number;
  observations: number;
  identifiers: number;
  /** Pairs scored. */
  pairs: number;
  confirmedLinks: number;
  candidateLinks: number;
  /** Confirmed links written out: those of the spanning forests. */
  forestLinks: number;
  /** Candidate links written out; the rest can be had pair by pair. */
  candidateLinksWritten: number;
  networks: number;
  accountsInNetworks: number;
}
