/**
 * Links of some accounts with the evidence rows that give them bits, as columns: what every question
 * about a network's inside (cut test, path, cutting again) is answered from. Links are in falling
 * order of bits, ties by a, then b.
 */
export interface LinkGraph {
  /** Account ids, rising. */
  accounts: string[];
  /** What rows point at. `family` is an index into FAMILIES. */
  identifiers: { kind: string; value: string; family: number }[];
  /** Positions in `accounts`, a < b. */
  a: Int32Array;
  b: Int32Array;
  /** Bits of the link, counter-evidence taken off. */
  bits: Float64Array;
  /** Counter-evidence of the link, ≤ 0. */
  counterBits: Float64Array;
  /** 1 where the link is confirmed, 0 where it is a candidate. */
  confirmed: Uint8Array;
  /** Families of the link that count for the rule of two, bit f for FAMILIES[f]. */
  countedFamilies: Uint8Array;
  /** 1 where an analyst decided that the two must be linked: such a link holds whatever is asked for or taken away. */
  decided: Uint8Array;
  /** Rows of link l: [rowStart[l], rowStart[l + 1]). */
  rowStart: Int32Array;
  /** Position in `identifiers`. */
  rowIdentifier: Int32Array;
  /** Bits of the row by itself, before rows of one family are damped; > 0. */
  rowBits: Float64Array;
}
