import {
  bandHash,
  estimatedJaccard,
  SIGNATURE_BANDS,
  signatureDigest,
  type PromptSignature,
} from "./prompt-signature";

/**
 * Estimated Jaccard share from which two prompts are of one template. Fillings of one template of
 * some 60 words, two short slots of which nobody marked, come out at about 0.6 and more; different
 * templates of one trade stay under 0.3 (template-families.test.ts).
 */
export const SAME_TEMPLATE_SHARE = 0.5;

/** Families looked at in one band: boilerplate that thousands of templates begin with must not stop an import. */
const CANDIDATES_PER_BAND_MAX = 32;
const FIRST_CAPACITY = 1_024;

/** Prompts that are fillings of one template, told by the signature of the first. */
export interface TemplateFamily {
  /** "t_" and 16 hex digits, made from the signature: the same first prompt gives the same id anywhere. */
  id: string;
  signature: PromptSignature;
  capability: string;
  /** Prompts seen of it, or files that have kept it. */
  seen: number;
  /** It made room for another. */
  gone: boolean;
}

function templateId(signature: PromptSignature): string {
  return `t_${signatureDigest(signature)}`;
}

/**
 * The families known so far, at most `familiesMax`; about 1 KiB each. While there is room every
 * new prompt begins a family. After that a new prompt takes the place of the oldest one of those
 * seen once, and gets its template only if it comes again; where all were seen more often, it gets
 * none and is counted in `leftOut`.
 */
export class TemplateFamilies {
  leftOut = 0;
  private readonly families: TemplateFamily[] = [];
  /** Places of families seen once, oldest first; stale entries are passed over. */
  private once: number[] = [];
  private onceFrom = 0;
  private heads = new Int32Array(0);
  private next = new Int32Array(0);
  private buckets = 0;

  constructor(private readonly familiesMax: number) {
    this.index(FIRST_CAPACITY);
  }

  get size(): number {
    return this.families.length;
  }

  /** Takes in a family of an earlier import; past the limit it is left out. */
  add(signature: PromptSignature, capability: string, seen: number): void {
    const id = templateId(signature);
    if (this.families.length >= this.familiesMax || this.find(signature)?.id === id) return;
    this.append({ id, signature, capability, seen, gone: false });
  }

  /** The closest family of the same template; of two equally close the one known longer. */
  find(signature: PromptSignature): TemplateFamily | undefined {
    let best: TemplateFamily | undefined;
    let bestShare = SAME_TEMPLATE_SHARE;
    let bestPlace = -1;
    const tried = new Set<number>();
    for (let band = 0; band < SIGNATURE_BANDS; band += 1) {
      let place = this.heads[this.slot(signature, band)] ?? -1;
      for (let looked = 0; place !== -1 && looked < CANDIDATES_PER_BAND_MAX; looked += 1) {
        const family = this.families[place];
        if (family !== undefined && !tried.has(place)) {
          tried.add(place);
          const share = estimatedJaccard(signature, family.signature);
          if (share > bestShare || (share === bestShare && (bestPlace === -1 || place < bestPlace))) {
            best = family;
            bestShare = share;
            bestPlace = place;
          }
        }
        place = this.next[place * SIGNATURE_BANDS + band] ?? -1;
      }
    }
    return best;
  }

  /** The family of a prompt, begun by it where there is room; undefined where the prompt gets no template. */
  assign(signature: PromptSignature, capability: string): TemplateFamily | undefined {
    const known = this.find(signature);
    if (known !== undefined) {
      known.seen += 1;
      return known;
    }
    const family = { id: templateId(signature), signature, capability, seen: 1, gone: false };
    if (this.families.length < this.familiesMax) {
      this.append(family);
      return family;
    }
    const place = this.oldestSeenOnce();
    if (place === undefined) this.leftOut += 1;
    else this.replace(place, family);
    return undefined;
  }

  private slot(signature: PromptSignature, band: number): number {
    return band * this.buckets + (bandHash(signature, band) & (this.buckets - 1));
  }

  private index(capacity: number): void {
    this.buckets = capacity;
    this.heads = new Int32Array(capacity * SIGNATURE_BANDS).fill(-1);
    this.next = new Int32Array(capacity * SIGNATURE_BANDS).fill(-1);
    for (let place = 0; place < this.families.length; place += 1) this.enter(place);
  }

  private enter(place: number): void {
    const family = this.families[place];
    if (family === undefined) return;
    for (let band = 0; band < SIGNATURE_BANDS; band += 1) {
      const slot = this.slot(family.signature, band);
      this.next[place * SIGNATURE_BANDS + band] = this.heads[slot] ?? -1;
      this.heads[slot] = place;
    }
  }

  private leave(place: number): void {
    const family = this.families[place];
    if (family === undefined) return;
    for (let band = 0; band < SIGNATURE_BANDS; band += 1) {
      const slot = this.slot(family.signature, band);
      const after = this.next[place * SIGNATURE_BANDS + band] ?? -1;
      let at = this.heads[slot] ?? -1;
      if (at === place) this.heads[slot] = after;
      while (at !== -1 && at !== place) {
        const following = this.next[at * SIGNATURE_BANDS + band] ?? -1;
        if (following === place) this.next[at * SIGNATURE_BANDS + band] = after;
        at = following;
      }
    }
  }

  private append(family: TemplateFamily): void {
    this.families.push(family);
    if (this.families.length > this.buckets) this.index(this.buckets * 2);
    else this.enter(this.families.length - 1);
    if (family.seen === 1) this.once.push(this.families.length - 1);
  }

  private replace(place: number, family: TemplateFamily): void {
    const before = this.families[place];
    if (before !== undefined) before.gone = true;
    this.leave(place);
    this.families[place] = family;
    this.enter(place);
    this.once.push(place);
  }

  private oldestSeenOnce(): number | undefined {
    while (this.onceFrom < this.once.length) {
      const place = this.once[this.onceFrom] ?? -1;
      this.onceFrom += 1;
      if (this.onceFrom > this.familiesMax) {
        this.once = this.once.slice(this.onceFrom);
        this.onceFrom = 0;
      }
      if (this.families[place]?.seen === 1) return place;
    }
    return undefined;
  }
}
