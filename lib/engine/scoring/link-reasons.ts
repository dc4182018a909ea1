import type { LinkStatus } from "@/lib/domain/link";
import { STATUS_REASONS, statusOf, type StatusReason, statusReason } from "../guard/link-status";
import type { EngineInput } from "../input";
import type { EngineModel } from "../model";
import type { ScoredLinks } from "./scored-links";

/** Status of link `l`, see `statusReason`. */
function reasonOf(input: EngineInput, model: EngineModel, links: ScoredLinks, l: number): StatusReason {
  return statusReason(input, model, {
    a: links.a[l] ?? 0,
    b: links.b[l] ?? 0,
    bits: links.bits[l] ?? 0,
    declaredTogether: links.declaredTogether[l] === 1,
    restsOnStolen: links.restsOnStolen[l] === 1,
    joinsGroups: links.joinsGroups[l] === 1,
    countedFamilies: links.countedFamilies[l] ?? 0,
    countedIdentifiers: links.countedIdentifiers[l] ?? 0,
  });
}

/** What decided the status of each link, as positions in `STATUS_REASONS`. */
export class LinkReasons {
  readonly #codes: Uint8Array;

  constructor(input: EngineInput, model: EngineModel, links: ScoredLinks) {
    this.#codes = new Uint8Array(links.count);
    const codeOf = new Map(STATUS_REASONS.map((reason, code) => [reason, code]));
    for (let l = 0; l < links.count; l++) this.#codes[l] = codeOf.get(reasonOf(input, model, links, l)) ?? 0;
  }

  at(link: number): StatusReason {
    return STATUS_REASONS[this.#codes[link] ?? 0] ?? "below_candidate";
  }

  /** Positions of the links of a status, rising. */
  positions(status: LinkStatus): Int32Array {
    const wanted = Uint8Array.from(STATUS_REASONS, (reason) => (statusOf(reason) === status ? 1 : 0));
    let count = 0;
    for (const code of this.#codes) count += wanted[code] ?? 0;
    const positions = new Int32Array(count);
    let at = 0;
    for (let l = 0; l < this.#codes.length; l++) if (wanted[this.#codes[l] ?? 0] === 1) positions[at++] = l;
    return positions;
  }
}
