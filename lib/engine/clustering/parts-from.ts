import type { LinkGraph } from "./link-graph";
import type { LinkIndex } from "./link-index";

/** A part being walked: accounts found but not left yet, and how many there are so far. */
interface Walk {
  found: number[];
  /** Of `found`, how many have been left. */
  left: number;
}

/**
 * Finds the parts around some accounts of a connected graph by walking from all of them in turn, one
 * account each, until all walks but one have met or come to their end. So a small part costs what
 * it holds, and the large rest is never walked through.
 */
export class PartsFrom {
  readonly #graph: LinkGraph;
  readonly #byAccount: LinkIndex;
  /** Walk an account belongs to, by round. */
  readonly #round: Int32Array;
  readonly #walkOf: Int32Array;
  #rounds = 0;

  constructor(graph: LinkGraph, byAccount: LinkIndex) {
    this.#graph = graph;
    this.#byAccount = byAccount;
    this.#round = new Int32Array(graph.accounts.length);
    this.#walkOf = new Int32Array(graph.accounts.length);
  }

  /** Sizes of all parts but the one whose walk was still under way at the end. */
  walk(from: ReadonlySet<number>, holds: (link: number) => boolean): number[] {
    const { a, b } = this.#graph;
    this.#rounds++;
    const walks: Walk[] = [];
    const metBy: number[] = [];
    for (const account of from) {
      this.#round[account] = this.#rounds;
      this.#walkOf[account] = walks.length;
      metBy.push(walks.length);
      walks.push({ found: [account], left: 0 });
    }
    const rootOf = (walk: number): number => {
      let at = walk;
      while (metBy[at] !== at) {
        metBy[at] = metBy[metBy[at] ?? at] ?? at;
        at = metBy[at] ?? at;
      }
      return at;
    };
    const closed: number[] = [];
    let under: number[] = [...walks.keys()];
    while (under.length > 1) {
      for (const walk of under) {
        const own = walks[walk];
        if (own === undefined || rootOf(walk) !== walk) continue;
        const account = own.found[own.left];
        if (account === undefined) continue;
        own.left++;
        for (const l of this.#byAccount.of(account)) {
          const other = a[l] === account ? (b[l] ?? 0) : (a[l] ?? 0);
          const known = this.#round[other] === this.#rounds;
          if ((known && rootOf(this.#walkOf[other] ?? 0) === rootOf(walk)) || !holds(l)) continue;
          const at = rootOf(walk);
          if (known) this.#meet(walks, metBy, at, rootOf(this.#walkOf[other] ?? 0));
          else {
            this.#round[other] = this.#rounds;
            this.#walkOf[other] = at;
            walks[at]?.found.push(other);
          }
        }
      }
      const next: number[] = [];
      for (const walk of under) {
        if (rootOf(walk) !== walk) continue;
        const { found, left } = walks[walk] ?? { found: [], left: 0 };
        if (left < found.length) next.push(walk);
        else closed.push(found.length);
      }
      under = next;
    }
    return closed;
  }

  #meet(walks: readonly Walk[], metBy: number[], x: number, y: number): void {
    const larger = (walks[x]?.found.length ?? 0) >= (walks[y]?.found.length ?? 0) ? x : y;
    const smaller = larger === x ? y : x;
    metBy[smaller] = larger;
    const into = walks[larger];
    const added = walks[smaller];
    if (into === undefined || added === undefined) return;
    // What has been left already goes to the front, so that each is left once.
    for (let i = 0; i < added.left; i++) {
      into.found.push(into.found[into.left] ?? 0);
      into.found[into.left] = added.found[i] ?? 0;
      into.left++;
    }
    for (let i = added.left; i < added.found.length; i++) into.found.push(added.found[i] ?? 0);
    added.found.length = 0;
  }
}
