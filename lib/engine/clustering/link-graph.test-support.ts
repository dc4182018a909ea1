import * as fc from "fast-check";
import { FAMILIES, type Family } from "@/lib/domain/identifier";
import { DEFAULT_PARAMETERS } from "../parameters";
import { acrossFamilies, enoughFamilies, FAMILY_INDEX, familyBits } from "../scoring/combine";
import type { LinkGraph } from "./link-graph";

/** A link by what it rests on: identifiers with the bits of their row. */
export interface SketchedLink {
  a: number;
  b: number;
  rows: readonly (readonly [identifier: string, bits: number])[];
  counterBits?: number;
  /** Left out: confirmed where bits, two families and a hard one allow it. */
  confirmed?: boolean;
}

const FAMILY_OF: Record<string, { kind: string; family: Family }> = {
  ip: { kind: "ip", family: "network" },
  device: { kind: "device", family: "client" },
  card: { kind: "payment_instrument", family: "payment" },
  phone: { kind: "phone", family: "identity" },
  template: { kind: "prompt_template", family: "behaviour" },
};

function familyOf(name: string): Family {
  return FAMILY_OF[name.split(" ")[0] ?? ""]?.family ?? "network";
}

function scored(link: SketchedLink): { bits: number; countedFamilies: number; confirmed: boolean } {
  const families = FAMILIES.map((family) => {
    const bits = link.rows
      .filter(([name]) => familyOf(name) === family)
      .map(([, own]) => own)
      .sort((x, y) => y - x);
    return familyBits(
      Float64Array.from(bits),
      [...bits.keys()],
      new Float64Array(bits.length),
      DEFAULT_PARAMETERS,
    );
  });
  const bits = acrossFamilies(families, DEFAULT_PARAMETERS) + (link.counterBits ?? 0);
  const countedFamilies = link.rows
    .filter(([, own]) => own >= DEFAULT_PARAMETERS.familyBitsMin)
    .reduce((mask, [name]) => mask | (1 << FAMILY_INDEX[familyOf(name)]), 0);
  return {
    bits,
    countedFamilies,
    confirmed: bits >= DEFAULT_PARAMETERS.confirmBits && enoughFamilies(countedFamilies, DEFAULT_PARAMETERS),
  };
}

/** A graph from links as one writes them down; identifiers are named "card 1", "ip 7", "template 2". */
export function linkGraph(accounts: number, sketched: readonly SketchedLink[]): LinkGraph {
  const names = [...new Set(sketched.flatMap((link) => link.rows.map(([name]) => name)))].sort();
  const links = sketched
    .map((link) => ({
      ...link,
      ...scored(link),
      ...(link.confirmed === undefined ? {} : { confirmed: link.confirmed }),
    }))
    .sort((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b);
  const rowStart = [0];
  for (const link of links) rowStart.push((rowStart.at(-1) ?? 0) + link.rows.length);
  return {
    accounts: Array.from({ length: accounts }, (_, account) => `acct_${String(account).padStart(5, "0")}`),
    identifiers: names.map((name) => {
      const of = FAMILY_OF[name.split(" ")[0] ?? ""];
      return { kind: of?.kind ?? "", value: name, family: FAMILY_INDEX[of?.family ?? "network"] };
    }),
    a: Int32Array.from(links, (link) => link.a),
    b: Int32Array.from(links, (link) => link.b),
    bits: Float64Array.from(links, (link) => link.bits),
    counterBits: Float64Array.from(links, (link) => link.counterBits ?? 0),
    confirmed: Uint8Array.from(links, (link) => (link.confirmed ? 1 : 0)),
    countedFamilies: Uint8Array.from(links, (link) => link.countedFamilies),
    decided: new Uint8Array(links.length),
    rowStart: Int32Array.from(rowStart),
    rowIdentifier: Int32Array.from(links.flatMap((link) => link.rows.map(([name]) => names.indexOf(name)))),
    rowBits: Float64Array.from(links.flatMap((link) => link.rows.map(([, own]) => own))),
  };
}

/** Small graphs of any shape: 2–14 accounts, up to 30 links with up to 7 rows of 10 identifiers. */
export const anyLinkGraph: fc.Arbitrary<LinkGraph> = fc.integer({ min: 2, max: 14 }).chain((accounts) =>
  fc
    .uniqueArray(
      fc.record({
        a: fc.nat(accounts - 1),
        b: fc.nat(accounts - 1),
        rows: fc.uniqueArray(
          fc.tuple(
            fc.constantFrom(
              "ip 1",
              "ip 2",
              "device 1",
              "device 2",
              "device 3",
              "card 1",
              "card 2",
              "phone 1",
              "template 1",
              "template 2",
            ),
            fc.double({ min: 0.01, max: 12, noNaN: true }),
          ),
          { minLength: 1, maxLength: 7, selector: ([name]) => name },
        ),
        counterBits: fc.constantFrom(0, 0, 0, -2, -4),
      }),
      { maxLength: 30, selector: ({ a, b }) => `${Math.min(a, b)} ${Math.max(a, b)}` },
    )
    .map((links) =>
      linkGraph(
        accounts,
        links
          .filter(({ a, b }) => a !== b)
          .map((link) => ({ ...link, a: Math.min(link.a, link.b), b: Math.max(link.a, link.b) })),
      ),
    ),
);

/** Some of a graph's identifiers, as positions. */
export function someIdentifiers(graph: LinkGraph): fc.Arbitrary<Set<number>> {
  return fc.subarray([...graph.identifiers.keys()]).map((positions) => new Set(positions));
}
