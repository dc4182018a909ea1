import { FAMILIES } from "@/lib/domain/identifier";
import { GapLookup } from "../gaps/gap-lookup";
import { windowGapMs } from "../gaps/gap-table";
import { type IdentifierKindSpec, identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import { type EngineModel, gapsOf, type ModelJoin } from "../model";
import { epochBitsOf, type EpochBits } from "./best-bits";
import { acrossFamilies, FAMILY_INDEX, enoughFamilies, familyBits, strongestFamily } from "./combine";
import type { Crowds } from "./crowds";
import { Firms } from "./firms";
import { PairRows } from "./pair-rows";
import { type TellingUses, tellingUsesOf } from "./telling-uses";

/** Counter-evidence as bit flags, so that a million pairs cost no objects. */
export const COUNTER = {
  verifiedEntityDiffers: 1,
  contractDiffers: 2,
  disjointLeases: 4,
  disjointTopics: 8,
  disjointHours: 16,
} as const;

const DECLARES = { organization: 1, domain: 2 } as const;

/** What is worked out once for all pairs of an input; plain columns, so that threads can share it. */
export interface ScoringPlan {
  epochs: EpochBits;
  telling: TellingUses;
}

function scoringPlanOf(input: EngineInput, crowds: Crowds, model: EngineModel): ScoringPlan {
  const epochs = epochBitsOf(input, crowds, model);
  return { epochs, telling: tellingUsesOf(input, crowds, epochs) };
}

/**
 * The one scoring function. `score(a, b)` fills the public columns for one pair of accounts
 * (indices into the input); they hold until the next call. Symmetric but for which use is A's.
 */
export class PairScorer extends PairRows {
  readonly input: EngineInput;
  readonly crowds: Crowds;
  readonly model: EngineModel;
  readonly plan: ScoringPlan;
  /** The join this pair names, see `crowdJoins`. */
  join: ModelJoin | undefined;
  /** Bits per family of `FAMILIES`, damped and capped. */
  readonly families = new Float64Array(FAMILIES.length);
  counterFlags = 0;
  counterBits = 0;
  bits = 0;
  /** Without credentials that one of the two had to itself for long, the link would not be confirmed. */
  restsOnStolen = false;
  /**
   * Families that count for the rule of two, bit f for FAMILIES[f]: those with a row of its own worth
   * counting whose crowd is no gathering's (`gatheringCrowdMin`), or with evidence of groups.
   */
  countedFamilies = 0;
  /** Identifiers worth counting, a part and its whole (a range and an address) as one: what data of one family is asked for. */
  countedIdentifiers = 0;
  /** Both accounts name one firm and use its own mail domain. */
  declaredTogether = false;
  readonly anyOwner: boolean;
  readonly #oneFamily: boolean;
  readonly #accounts: number;
  readonly #specs: IdentifierKindSpec[];
  readonly #familyOfKind: Int32Array;
  readonly #startsOfKind: Uint8Array;
  readonly #noGapOfKind: Uint8Array;
  readonly #noGaps = new GapLookup(undefined, 1);
  readonly #topicKind: number;
  readonly #gapsOfKind: GapLookup[];
  readonly #createdGaps: GapLookup;
  readonly #ofFamily: number[][] = FAMILIES.map(() => []);
  readonly #firmFamilies = new Float64Array(FAMILIES.length);
  readonly #firms: Firms;
  readonly #bound = new Float64Array(FAMILIES.length);
  readonly #joins = new Map<number, ModelJoin>();
  readonly #declares: Uint8Array;
  readonly #log2DirectKappa: number;
  #disjointLeases = false;
  #sharesLease = false;
  #sharesTopic = false;
  #organization = -1;
  #domain = -1;

  constructor(input: EngineInput, crowds: Crowds, model: EngineModel, plan?: ScoringPlan) {
    super();
    this.input = input;
    this.crowds = crowds;
    this.model = model;
    this.plan = plan ?? scoringPlanOf(input, crowds, model);
    this.#oneFamily = model.families.length === 1 && model.families[0] !== "behaviour";
    this.#accounts = input.accountStart.length - 1;
    this.#firms = new Firms(input, model.parameters);
    this.#specs = input.kinds.map((kind) => identifierKind(kind));
    this.#familyOfKind = Int32Array.from(this.#specs, (spec) => FAMILY_INDEX[spec.family]);
    this.#startsOfKind = Uint8Array.from(this.#specs, (spec) => (spec.gap === "starts" ? 1 : 0));
    this.#noGapOfKind = Uint8Array.from(this.#specs, (spec) => (spec.gap === "none" ? 1 : 0));
    this.#topicKind = input.kinds.indexOf("prompt_template");
    const floor = model.parameters.chanceFloor;
    this.#createdGaps = new GapLookup(model.createdGaps ?? undefined, floor);
    this.#gapsOfKind = this.#specs.map((spec) => new GapLookup(gapsOf(model, spec.kind), floor));
    this.#declares = Uint8Array.from(this.#specs, (spec) =>
      spec.declares === undefined ? 0 : DECLARES[spec.declares],
    );
    this.#log2DirectKappa = Math.log2(model.parameters.directKappa);
    for (const join of model.joins) {
      const a = input.accountIndex.get(join.accountA);
      const b = input.accountIndex.get(join.accountB);
      if (a !== undefined && b !== undefined) this.#joins.set(this.#pairKey(a, b), join);
    }
    this.anyOwner = crowds.owner.some((owner) => owner !== -1);
  }

  specOf(use: number): IdentifierKindSpec | undefined {
    return this.#specs[this.input.useKind[use] ?? 0];
  }

  /** The pair's bits, with every shared identifier among the rows. */
  score(a: number, b: number): number {
    this.join = this.#joins.get(this.#pairKey(a, b));
    this.rows = 0;
    this.#beginWeighing();
    this.#collectAll(a, b, true);
    this.#collectOwned(a, b);
    this.#markJoinRows();
    this.#combine();
    this.#weighAgainst(a, b);
    this.bits = acrossFamilies(this.families, this.model.parameters) + this.counterBits;
    return this.bits;
  }

  /**
   * The same bits, but rows that cannot count at any gap are passed over; −∞ as soon as it is clear
   * that the pair has fewer than `needed`. Pairs that name a join are left to `score`.
   */
  scoreQuickly(a: number, b: number, needed: number): number {
    this.join = undefined;
    this.rows = 0;
    if (this.#collectTelling(a, b, needed) < needed) return Number.NEGATIVE_INFINITY;
    this.#collectOwned(a, b);
    this.#combine();
    const forIt = acrossFamilies(this.families, this.model.parameters);
    if (forIt < needed) return Number.NEGATIVE_INFINITY;
    this.#beginWeighing();
    this.#collectAll(a, b, false);
    this.#weighAgainst(a, b);
    this.bits = forIt + this.counterBits;
    return this.bits;
  }

  #beginWeighing(): void {
    this.#disjointLeases = false;
    this.#sharesLease = false;
    this.#sharesTopic = false;
    this.#organization = -1;
    this.#domain = -1;
  }

  /** Rows of the epochs both are in and that can count. @returns the most bits those can have together */
  #collectTelling(a: number, b: number, needed: number): number {
    const { start, epoch, use } = this.plan.telling;
    const { best } = this.plan.epochs;
    const bound = this.#bound.fill(0);
    let i = start[a] ?? 0;
    let j = start[b] ?? 0;
    const endA = start[a + 1] ?? 0;
    const endB = start[b + 1] ?? 0;
    const matched = this.useA;
    let rows = 0;
    while (i < endA && j < endB) {
      const left = epoch[i] ?? 0;
      const right = epoch[j] ?? 0;
      if (left < right) i++;
      else if (right < left) j++;
      else {
        const family = this.#familyOfKind[this.input.useKind[use[i] ?? 0] ?? 0] ?? 0;
        bound[family] = (bound[family] ?? 0) + (best[left] ?? 0);
        if (rows < matched.length) {
          this.useA[rows] = i;
          this.useB[rows] = j;
        }
        rows++;
        i++;
        j++;
      }
    }
    if (rows === 0) return this.anyOwner ? Number.POSITIVE_INFINITY : 0;
    const most = acrossFamilies(bound, this.model.parameters);
    if (most < needed && !this.anyOwner) return most;
    if (rows > matched.length) {
      this.#collectAll(a, b, true);
      return Number.POSITIVE_INFINITY;
    }
    for (let row = 0; row < rows; row++) {
      const useA = use[this.useA[row] ?? 0] ?? 0;
      const useB = use[this.useB[row] ?? 0] ?? 0;
      this.#addShared(useA, useB);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Walks all uses of both: what may speak against the link, and every shared row where `withRows`. */
  #collectAll(a: number, b: number, withRows: boolean): void {
    const { accountStart, useIdentifier } = this.input;
    let i = accountStart[a] ?? 0;
    let j = accountStart[b] ?? 0;
    const endA = accountStart[a + 1] ?? 0;
    const endB = accountStart[b + 1] ?? 0;
    while (i < endA && j < endB) {
      const v = useIdentifier[i] ?? 0;
      const w = useIdentifier[j] ?? 0;
      if (v < w) i++;
      else if (w < v) j++;
      else {
        const kind = this.input.useKind[i] ?? 0;
        if (kind === this.#topicKind) this.#sharesTopic = true;
        this.#noteLease(i, j, v);
        if (this.crowds.useEpoch[i] === this.crowds.useEpoch[j]) {
          const declares = this.#declares[kind] ?? 0;
          if (declares === DECLARES.organization) this.#organization = v;
          else if (declares === DECLARES.domain) this.#domain = v;
          if (withRows) this.#addShared(i, j);
        }
        i++;
        j++;
      }
    }
  }

  /** Whether the two uses lie within one lease of each other: by their own windows, whoever else was there between. */
  #noteLease(useA: number, useB: number, identifier: number): void {
    const { useFirstMs, useLastMs, useKind, roster } = this.input;
    const entry = this.crowds.rosterEntry[identifier] ?? -1;
    const lease = this.#specs[useKind[useA] ?? 0]?.leaseMs(roster[entry]?.class ?? null) ?? null;
    if (lease === null) return;
    const gap = windowGapMs(
      useFirstMs[useA] ?? Number.NaN,
      useLastMs[useA] ?? Number.NaN,
      useFirstMs[useB] ?? Number.NaN,
      useLastMs[useB] ?? Number.NaN,
    );
    if (!(gap > lease)) this.#sharesLease = true;
    else if (entry === -1) this.#disjointLeases = true;
  }

  #addShared(useA: number, useB: number): void {
    const { input, crowds } = this;
    const identifier = input.useIdentifier[useA] ?? 0;
    const kind = input.useKind[useA] ?? 0;
    const epoch = crowds.useEpoch[useA] ?? 0;
    const spec = this.#specs[kind];
    const owned = (crowds.owner[identifier] ?? -1) !== -1;
    const kappa = owned ? (spec?.kappaWhenOwned ?? spec?.kappa ?? 0) : (spec?.kappa ?? 0);
    const row = this.#addRow(useA, useB, kind, kappa, crowds.crowd[epoch] ?? 0, crowds.observed[epoch] ?? 0);
    const holder = crowds.loneHolder[epoch] ?? -1;
    if (holder !== -1 && (holder === input.useAccount[useA] || holder === input.useAccount[useB]))
      this.heldAlone[row] = 1;
    const firstA = input.useFirstMs[useA] ?? Number.NaN;
    const firstB = input.useFirstMs[useB] ?? Number.NaN;
    let log2Chance: number;
    if (this.#noGapOfKind[kind] === 1)
      log2Chance = this.#chance(row, this.#noGaps, firstA === firstB ? 0 : Math.abs(firstA - firstB));
    else if (Number.isNaN(firstA) || Number.isNaN(firstB)) log2Chance = this.#createdChance(row, useA, useB);
    else {
      const gapMs =
        this.#startsOfKind[kind] === 1
          ? Math.abs(firstA - firstB)
          : windowGapMs(firstA, input.useLastMs[useA] ?? 0, firstB, input.useLastMs[useB] ?? 0);
      log2Chance = this.#chance(row, this.#gapsOfKind[kind] ?? this.#createdGaps, gapMs);
    }
    this.rowBits[row] = (this.plan.epochs.base[epoch] ?? 0) - log2Chance;
  }

  #collectOwned(a: number, b: number): void {
    if (!this.anyOwner) return;
    this.#collectDirect(a, b, false);
    this.#collectDirect(b, a, true);
  }

  /** Uses of `user` whose value is `owner`'s own identifier. */
  #collectDirect(user: number, owner: number, swapped: boolean): void {
    const { accountStart, useIdentifier } = this.input;
    const end = accountStart[user + 1] ?? 0;
    for (let use = accountStart[user] ?? 0; use < end; use++) {
      const own = this.crowds.owner[useIdentifier[use] ?? 0] ?? -1;
      if (own === -1) continue;
      const ownUse = this.#useOf(owner, own);
      if (ownUse === -1) continue;
      const epoch = this.crowds.useEpoch[use] ?? 0;
      const users = (this.crowds.crowd[epoch] ?? 0) + 1;
      const observed = (this.crowds.observed[epoch] ?? 0) + 1;
      const kind = this.input.useKind[use] ?? 0;
      const kappa = this.model.parameters.directKappa;
      const row = swapped
        ? this.#addRow(ownUse, use, kind, kappa, users, observed)
        : this.#addRow(use, ownUse, kind, kappa, users, observed);
      this.direct[row] = 1;
      const log2Chance = this.#createdChance(row, use, ownUse);
      this.rowBits[row] = this.#log2DirectKappa - (Math.log2(Math.max(1, users - 1)) + log2Chance) / 2;
    }
  }

  #useOf(account: number, identifier: number): number {
    const { accountStart, useIdentifier } = this.input;
    let low = accountStart[account] ?? 0;
    let high = accountStart[account + 1] ?? 0;
    const end = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((useIdentifier[middle] ?? 0) < identifier) low = middle + 1;
      else high = middle;
    }
    return low < end && useIdentifier[low] === identifier ? low : -1;
  }

  #addRow(useA: number, useB: number, kind: number, kappa: number, crowd: number, observed: number): number {
    const row = this.nextRow();
    this.useA[row] = useA;
    this.useB[row] = useB;
    this.family[row] = this.#familyOfKind[kind] ?? 0;
    this.crowd[row] = crowd;
    this.observed[row] = observed;
    this.kappa[row] = kappa;
    this.direct[row] = 0;
    this.heldAlone[row] = 0;
    this.joinRow[row] = -1;
    this.contribution[row] = 0;
    return row;
  }

  #createdChance(row: number, useA: number, useB: number): number {
    const { createdAtMs, useAccount } = this.input;
    const createdA = createdAtMs[useAccount[useA] ?? 0] ?? Number.NaN;
    const createdB = createdAtMs[useAccount[useB] ?? 0] ?? Number.NaN;
    return this.#chance(row, this.#createdGaps, Math.abs(createdA - createdB));
  }

  /** log2 of the chance of a gap; the row keeps both. */
  #chance(row: number, gaps: GapLookup, gapMs: number): number {
    const place = gaps.place(gapMs);
    this.gapMs[row] = gapMs;
    this.chance[row] = gaps.chanceAt(place);
    return gaps.log2ChanceAt(place);
  }

  #pairKey(a: number, b: number): number {
    return Math.min(a, b) * this.#accounts + Math.max(a, b);
  }

  #markJoinRows(): void {
    if (this.join === undefined) return;
    for (let row = 0; row < this.rows; row++) {
      const identifier = this.input.useIdentifier[this.useA[row] ?? 0] ?? 0;
      const kind = this.input.kinds[this.input.identifierKind[identifier] ?? 0];
      const value = this.input.identifierValue[identifier];
      if (this.direct[row] === 1) continue;
      this.joinRow[row] =
        this.join.rows.find((at) => {
          const joined = this.model.groupRows[at];
          return joined?.kind === kind && joined?.value === value;
        }) ?? -1;
    }
  }

  /** Ties by kind and value, because the order of identifiers is that of their arrival. */
  readonly #strongestFirst = (x: number, y: number): number => {
    const difference = (this.effectiveBits[y] ?? 0) - (this.effectiveBits[x] ?? 0);
    return difference !== 0 ? difference : this.#nameOf(x) < this.#nameOf(y) ? -1 : 1;
  };

  #nameOf(row: number): string {
    return `${this.#nameOfUse(this.useA[row] ?? 0)} ${this.#nameOfUse(this.useB[row] ?? 0)}`;
  }

  #nameOfUse(use: number): string {
    const identifier = this.input.useIdentifier[use] ?? 0;
    const kind = this.input.kinds[this.input.identifierKind[identifier] ?? 0] ?? "";
    return `${kind}:${this.input.identifierValue[identifier] ?? ""}`;
  }

  #combine(): void {
    const { parameters } = this.model;
    for (const rows of this.#ofFamily) rows.length = 0;
    for (let row = 0; row < this.rows; row++) {
      const own = this.rowBits[row] ?? 0;
      const bits = Math.max(own, this.model.groupRows[this.joinRow[row] ?? -1]?.bits ?? own);
      this.effectiveBits[row] = bits;
      if (bits > 0) this.#ofFamily[this.family[row] ?? 0]?.push(row);
    }
    for (let family = 0; family < FAMILIES.length; family++) {
      const rows = this.#ofFamily[family] ?? [];
      if (rows.length > 1) rows.sort(this.#strongestFirst);
      this.families[family] =
        rows.length === 0 ? 0 : familyBits(this.effectiveBits, rows, this.contribution, parameters);
    }
    const strongest = strongestFamily(this.families);
    for (let family = 0; family < FAMILIES.length; family++) {
      if (family === strongest) continue;
      for (const row of this.#ofFamily[family] ?? [])
        this.contribution[row] = (this.contribution[row] ?? 0) * parameters.furtherFamilyWeight;
    }
  }

  #counted(firmOnly: boolean): number {
    const { familyBitsMin, gatheringCrowdMin } = this.model.parameters;
    let counted = 0;
    for (let row = 0; row < this.rows; row++) {
      if ((this.effectiveBits[row] ?? 0) < familyBitsMin) continue;
      if (firmOnly && this.heldAlone[row] === 1) continue;
      if ((this.joinRow[row] ?? -1) === -1 && (this.crowd[row] ?? 0) >= gatheringCrowdMin) continue;
      counted |= 1 << (this.family[row] ?? 0);
    }
    return counted;
  }

  #kindOfRow(row: number): string | undefined {
    return this.specOf(this.useA[row] ?? 0)?.kind;
  }

  #anyRow(is: (row: number) => boolean): boolean {
    for (let row = 0; row < this.rows; row++) if (is(row)) return true;
    return false;
  }

  #identifiers(firmOnly: boolean): number {
    const { familyBitsMin } = this.model.parameters;
    const counts = (row: number): boolean =>
      (this.effectiveBits[row] ?? 0) >= familyBitsMin && !(firmOnly && this.heldAlone[row] === 1);
    let identifiers = 0;
    for (let row = 0; row < this.rows; row++) {
      if (!counts(row)) continue;
      const whole = this.specOf(this.useA[row] ?? 0)?.partOf;
      if (whole === undefined || !this.#anyRow((other) => counts(other) && this.#kindOfRow(other) === whole))
        identifiers++;
    }
    return identifiers;
  }

  #weighAgainst(a: number, b: number): void {
    const { input } = this;
    const { parameters } = this.model;
    this.declaredTogether =
      this.#organization !== -1 &&
      this.#domain !== -1 &&
      this.#firms.isFirm(this.#organization, this.#domain);
    this.counterFlags = 0;
    this.counterBits = 0;
    const entityA = input.verifiedEntity[a] ?? -1;
    const entityB = input.verifiedEntity[b] ?? -1;
    const contractA = input.contract[a] ?? -1;
    const contractB = input.contract[b] ?? -1;
    if (entityA !== -1 && entityB !== -1) {
      if (entityA !== entityB)
        this.#against(COUNTER.verifiedEntityDiffers, parameters.verifiedEntityDiffersBits);
    } else if (contractA !== -1 && contractB !== -1 && contractA !== contractB) {
      this.#against(COUNTER.contractDiffers, parameters.contractDiffersBits);
    }
    if (this.#disjointLeases && !this.#sharesLease)
      this.#against(COUNTER.disjointLeases, parameters.disjointLeasesBits);
    if (
      !this.#sharesTopic &&
      this.topicUses(a) >= parameters.topicUsesMin &&
      this.topicUses(b) >= parameters.topicUsesMin
    )
      this.#against(COUNTER.disjointTopics, parameters.disjointTopicsBits);
    const hoursA = input.activeHours[a] ?? 0;
    const hoursB = input.activeHours[b] ?? 0;
    if (hoursA !== 0 && hoursB !== 0 && (hoursA & hoursB) === 0)
      this.#against(COUNTER.disjointHours, parameters.disjointHoursBits);
    this.countedFamilies = this.#counted(false);
    this.countedIdentifiers = this.#identifiers(false);
    this.restsOnStolen = this.#restsOnStolen();
  }

  /** Combines again without the rows one of the two held alone, and asks for bits and families. */
  #restsOnStolen(): boolean {
    const { parameters } = this.model;
    let any = false;
    for (let row = 0; row < this.rows; row++)
      any ||= this.heldAlone[row] === 1 && (this.effectiveBits[row] ?? 0) > 0;
    if (!any) return false;
    for (let family = 0; family < FAMILIES.length; family++) {
      const rows = (this.#ofFamily[family] ?? []).filter((row) => this.heldAlone[row] !== 1);
      const bits = Float64Array.from(rows, (row) => this.effectiveBits[row] ?? 0);
      const order = Array.from(rows.keys());
      this.#firmFamilies[family] =
        rows.length === 0 ? 0 : familyBits(bits, order, new Float64Array(bits.length), parameters);
    }
    return (
      acrossFamilies(this.#firmFamilies, parameters) + this.counterBits < parameters.confirmBits ||
      (this.#oneFamily
        ? this.#identifiers(true) < parameters.familiesMin
        : !enoughFamilies(this.#counted(true), parameters))
    );
  }

  #against(flag: number, bits: number): void {
    this.counterFlags |= flag;
    this.counterBits += bits;
  }

  /** Exchanges of an account that carry a prompt template. */
  topicUses(account: number): number {
    const { accountStart, useKind, useCount } = this.input;
    if (this.#topicKind === -1) return 0;
    let uses = 0;
    const end = accountStart[account + 1] ?? 0;
    for (let use = accountStart[account] ?? 0; use < end; use++)
      if (useKind[use] === this.#topicKind) uses += useCount[use] ?? 0;
    return uses;
  }
}
