import type { LinkGraph } from "@/lib/engine/clustering/link-graph";

/** Three accounts, two confirmed links and a candidate, with a name in an unusual script and figures without end. */
export const SMALL_GRAPH: LinkGraph = {
  accounts: ["acct_a", "acct_b", "acct_ż\t\\"],
  identifiers: [
    { kind: "payment_instrument", value: "fp_1", family: 2 },
    { kind: "ip", value: "240.1.1.0", family: 0 },
    { kind: "device", value: "long ".repeat(60), family: 1 },
  ],
  a: Int32Array.of(0, 1, 0),
  b: Int32Array.of(1, 2, 2),
  bits: Float64Array.of(9.1, 5 + 1 / 3, 2.5),
  counterBits: Float64Array.of(0, -4, 0),
  confirmed: Uint8Array.of(1, 1, 0),
  countedFamilies: Uint8Array.of(5, 7, 0),
  decided: Uint8Array.of(0, 1, 0),
  rowStart: Int32Array.of(0, 2, 5, 5),
  rowIdentifier: Int32Array.of(0, 1, 2, 0, 1),
  rowBits: Float64Array.of(7.7, 2.000000000000001, 8, 2, 0.1),
};
