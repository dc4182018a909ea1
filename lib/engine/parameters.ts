/** Numbers of the method; README.md gives the reason for each. */
export interface EngineParameters {
  /** A link of at least this many bits can hold a network together. */
  confirmBits: number;
  /** A network of fewer than `smallNetworkAccounts` stands only with a link of at least this many. */
  smallNetworkBits: number;
  smallNetworkAccounts: number;
  /** A link of at least this many bits is kept as a candidate. */
  candidateBits: number;
  /** Families a confirmed link needs, one of them not behaviour. */
  familiesMin: number;
  /** A crowd from this size on is a gathering's as well as an operator's: its rows count for no family. */
  gatheringCrowdMin: number;
  /** Bits a family needs to count as one of them. */
  familyBitsMin: number;
  /** Each further row of a family counts this much of the one before. */
  rowDamping: number;
  /** The same on data of one family, whose rows are all the evidence there is and come from different kinds. */
  rowDampingOneFamily: number;
  /** Rows of one family that count at all. */
  rowsPerFamilyMax: number;
  /** Weight of every family after the strongest. */
  furtherFamilyWeight: number;
  /** Most bits one family can give. */
  familyBitsMax: number;
  /** Smallest chance a sample of pairs can support. */
  chanceFloor: number;
  /** Account pairs sampled per kind. */
  gapSamples: number;
  /** A kind fewer accounts use has no table of its own; creation times stand in for it. */
  gapAccountsMin: number;
  /** Up to this crowd every pair is looked at. */
  allPairsCrowdMax: number;
  /** Above it, each account with this many next in time. */
  nearestInTime: number;
  /** κ of a direct link. */
  directKappa: number;
  verifiedEntityDiffersBits: number;
  contractDiffersBits: number;
  disjointLeasesBits: number;
  /** Two accounts with this many templated exchanges each and no template in common. */
  topicUsesMin: number;
  disjointTopicsBits: number;
  /** Two accounts that are never active in the same hour of the day. */
  disjointHoursBits: number;
  /** Largest group of accounts at one firm's mail domain that counts as a firm showing itself. */
  declaredOrganizationMax: number;
  /** Share of a larger mail domain's accounts that must name one firm for the domain to be that firm's. */
  declaredOrganizationShare: number;
  /** Smallest group that can be joined with another by what both are full of. */
  joinGroupMin: number;
  /** Share of a group that must use an identifier for the group to be full of it. */
  joinSaturation: number;
  /** Share of an operator's crowd that sits in groups. */
  joinCrowdShare: number;
  /** Bits by which a crowd must look run rather than gathered. */
  joinCrowdBitsMin: number;
  /** Largest crowd looked at, as a share of the population, but at least `joinCrowdMax` accounts. */
  joinCrowdShareMax: number;
  joinCrowdMax: number;
  /** Most bits one family gives to a join. */
  joinFamilyBitsMax: number;
  /** Rows of a link that are written out, contributing ones always. */
  evidenceRowsMax: number;
  /** Candidate links that are written out. */
  candidateLinksMax: number;
  /** Shared identifiers listed with a network. */
  sharedIdentifiersMax: number;
}

export const DEFAULT_PARAMETERS: EngineParameters = {
  confirmBits: 4,
  smallNetworkBits: 5,
  smallNetworkAccounts: 8,
  candidateBits: 2.5,
  familiesMin: 2,
  gatheringCrowdMin: 60,
  familyBitsMin: 1,
  rowDamping: 0.35,
  rowDampingOneFamily: 0.5,
  rowsPerFamilyMax: 8,
  furtherFamilyWeight: 0.7,
  familyBitsMax: 12,
  chanceFloor: 1e-3,
  gapSamples: 200_000,
  gapAccountsMin: 100,
  allPairsCrowdMax: 30,
  nearestInTime: 8,
  directKappa: 4,
  verifiedEntityDiffersBits: -8,
  contractDiffersBits: -6,
  disjointLeasesBits: -4,
  topicUsesMin: 1_000,
  disjointTopicsBits: -3,
  disjointHoursBits: -2,
  declaredOrganizationMax: 50,
  declaredOrganizationShare: 0.5,
  joinGroupMin: 5,
  joinSaturation: 0.7,
  joinCrowdShare: 0.9,
  joinCrowdBitsMin: 10,
  joinCrowdShareMax: 0.05,
  joinCrowdMax: 5_000,
  joinFamilyBitsMax: 6,
  evidenceRowsMax: 24,
  candidateLinksMax: 5_000,
  sharedIdentifiersMax: 40,
};

/** Seed of every run's sampling: the same records give the same numbers on every desk and in the bench. */
export const RESOLVE_SEED = "resolve/1";
