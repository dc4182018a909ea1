import { FAMILIES } from "@/lib/domain/identifier";
import { chanceOf, windowGapMs } from "../gaps/gap-table";
import { type IdentifierKindSpec, identifierKind } from "../identifiers";
import type { EngineInput } from "../input";
import type { EngineModel, ModelJoin } from "../model";
import { acrossFamilies, coincidenceBits, FAMILY_INDEX, familyBits, strongestFamily } from "./combine";
import { bestBitsOfKinds } from "./best-bits";
import type { Crowds } from "./crowds";
import { PairRows } from "./pair-rows";

/** Counter-evidence as bit flags, so that a million pairs cost no objects. */
export const COUNTER = { verifiedEntityDiffers: 1, contractDiffers: 2, disjointLeases: 4 } as const;

const DECLARES = { organization: 1, domain: 2 } as const;

/**
 * The one scoring function. `score(a, b)` fills the public columns for one pair of accounts
 * (indices into the input); they hold until the next call. Symmetric but for which use is A's.
 */
export class PairScorer extends PairRows {
  readonly input: EngineInput;
  readonly crowds: Crowds;
  readonly model: EngineModel;
  /** The join this pair names, see `crowdJoins`. */
  join: ModelJoin | undefined;
  /** Bits per family of `FAMILIES`, damped and capped. */
  readonly families = new Float64Array(FAMILIES.length);
  counterFlags = 0;
  counterBits = 0;
  bits = 0;
  /** Both accounts name one firm and use its own mail domain. */
  declaredTogether = false;
  readonly #specs: IdentifierKindSpec[];
  readonly #ofFamily: number[][] = FAMILIES.map(() => []);
  readonly #anyOwner: boolean;
  readonly #joins = new Map<number, ModelJoin>();
  /** Most bits any row of an identifier in its epoch can have. */
  readonly #epochBestBits: Float64Array;
  readonly #declares: Uint8Array;
  readonly #leased: Uint8Array;
  #detailed = true;
  #disjointLeases = false;
  #sharesLease = false;
  #declared = 0;

  constructor(input: EngineInput, crowds: Crowds, model: EngineModel) {
    super();
    this.input = input;
    this.crowds = crowds;
    this.model = model;
    this.#specs = input.kinds.map((kind) => identifierKind(kind));
    this.#declares = Uint8Array.from(this.#specs, (spec) =>
      spec.declares === undefined ? 0 : DECLARES[spec.declares],
    );
    this.#leased = Uint8Array.from(this.#specs, (spec) => (spec.leaseMs(null) === null ? 0 : 1));
    this.#epochBestBits = this.#bestBitsOfEpochs();
    for (const join of model.joins) {
      const a = input.accountIndex.get(join.accountA);
      const b = input.accountIndex.get(join.accountB);
      if (a !== undefined && b !== undefined) this.#joins.set(this.#pairKey(a, b), join);
    }
    this.#anyOwner = crowds.owner.some((owner) => owner !== -1);
  }

  #bestBitsOfEpochs(): Float64Array {
    const { input, crowds } = this;
    const ofKind = bestBitsOfKinds(input, this.model);
    const best = new Float64Array(crowds.crowd.length).fill(Number.NaN);
    for (let use = 0; use < input.useAccount.length; use++) {
      const epoch = crowds.useEpoch[use] ?? 0;
      if (!Number.isNaN(best[epoch] ?? 0)) continue;
      const kind = input.identifierKind[input.useIdentifier[use] ?? 0] ?? 0;
      best[epoch] = (ofKind[kind] ?? 0) - Math.log2(Math.max(1, (crowds.crowd[epoch] ?? 0) - 1));
    }
    return best;
  }

  specOf(use: number): IdentifierKindSpec | undefined {
    return this.#specs[this.input.identifierKind[this.input.useIdentifier[use] ?? 0] ?? 0];
  }

  /** The pair's bits, with every shared identifier among the rows. */
  score(a: number, b: number): number {
    return this.#score(a, b, true);
  }

  /** The same bits; rows that cannot count at any gap are passed over. */
  scoreQuickly(a: number, b: number): number {
    return this.#score(a, b, false);
  }

  #score(a: number, b: number, detailed: boolean): number {
    this.join = this.#joins.size === 0 ? undefined : this.#joins.get(this.#pairKey(a, b));
    this.#detailed = detailed || this.join !== undefined;
    this.rows = 0;
    this.#disjointLeases = false;
    this.#sharesLease = false;
    this.#declared = 0;
    this.#collectShared(a, b);
    if (this.#anyOwner) {
      this.#collectDirect(a, b, false);
      this.#collectDirect(b, a, true);
    }
    this.#markJoinRows();
    this.#combine();
    this.#weighAgainst(a, b);
    this.declaredTogether = this.#declared === (DECLARES.organization | DECLARES.domain);
    this.bits = acrossFamilies(this.families, this.model.parameters) + this.counterBits;
    return this.bits;
  }

  #collectShared(a: number, b: number): void {
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
        if (this.crowds.useEpoch[i] === this.crowds.useEpoch[j]) this.#addShared(i, j, v);
        else if ((this.crowds.rosterEntry[v] ?? -1) === -1) this.#disjointLeases = true;
        i++;
        j++;
      }
    }
  }

  #addShared(useA: number, useB: number, identifier: number): void {
    const kind = this.input.identifierKind[identifier] ?? 0;
    const spec = this.#specs[kind];
    if (spec === undefined) return;
    const epoch = this.crowds.useEpoch[useA] ?? 0;
    if (this.#leased[kind] === 1) this.#sharesLease = true;
    const declares = this.#declares[kind] ?? 0;
    if (declares !== 0 && this.#isDeclaration(declares, epoch)) this.#declared |= declares;
    if (!this.#detailed && (this.#epochBestBits[epoch] ?? 0) <= 0) return;
    const owned = (this.crowds.owner[identifier] ?? -1) !== -1;
    const kappa = owned ? (spec.kappaWhenOwned ?? spec.kappa) : spec.kappa;
    this.#addRow(
      useA,
      useB,
      spec,
      kappa,
      this.crowds.crowd[epoch] ?? 0,
      this.crowds.observed[epoch] ?? 0,
      false,
    );
  }

  #isDeclaration(declares: number, epoch: number): boolean {
    return (
      declares === DECLARES.organization ||
      (this.crowds.observed[epoch] ?? 0) <= this.model.parameters.declaredOrganizationMax
    );
  }

  /** Uses of `user` whose value is `owner`'s own identifier. */
  #collectDirect(user: number, owner: number, swapped: boolean): void {
    const { accountStart, useIdentifier } = this.input;
    const end = accountStart[user + 1] ?? 0;
    for (let use = accountStart[user] ?? 0; use < end; use++) {
      const own = this.crowds.owner[useIdentifier[use] ?? 0] ?? -1;
      if (own === -1) continue;
      const ownUse = this.#useOf(owner, own);
      const spec = this.specOf(use);
      if (ownUse === -1 || spec === undefined) continue;
      const epoch = this.crowds.useEpoch[use] ?? 0;
      const users = (this.crowds.crowd[epoch] ?? 0) + 1;
      const observed = (this.crowds.observed[epoch] ?? 0) + 1;
      const kappa = this.model.parameters.directKappa;
      if (swapped) this.#addRow(ownUse, use, spec, kappa, users, observed, true);
      else this.#addRow(use, ownUse, spec, kappa, users, observed, true);
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

  #addRow(
    useA: number,
    useB: number,
    spec: IdentifierKindSpec,
    kappa: number,
    crowd: number,
    observed: number,
    direct: boolean,
  ): void {
    const { input, model } = this;
    const row = this.nextRow();
    const firstA = input.useFirstMs[useA] ?? Number.NaN;
    const firstB = input.useFirstMs[useB] ?? Number.NaN;
    let gapMs: number;
    let chance: number;
    if (direct || Number.isNaN(firstA) || Number.isNaN(firstB)) {
      const createdA = input.createdAtMs[input.useAccount[useA] ?? 0] ?? Number.NaN;
      const createdB = input.createdAtMs[input.useAccount[useB] ?? 0] ?? Number.NaN;
      gapMs = Math.abs(createdA - createdB);
      chance = chanceOf(model.createdGaps ?? undefined, gapMs, model.parameters.chanceFloor);
    } else {
      gapMs =
        spec.gap === "starts"
          ? Math.abs(firstA - firstB)
          : windowGapMs(firstA, input.useLastMs[useA] ?? 0, firstB, input.useLastMs[useB] ?? 0);
      chance = chanceOf(
        model.gaps[spec.kind] ?? model.createdGaps ?? undefined,
        gapMs,
        model.parameters.chanceFloor,
      );
    }
    this.useA[row] = useA;
    this.useB[row] = useB;
    this.crowd[row] = crowd;
    this.observed[row] = observed;
    this.chance[row] = chance;
    this.gapMs[row] = gapMs;
    this.kappa[row] = kappa;
    this.direct[row] = direct ? 1 : 0;
    this.rowBits[row] = coincidenceBits(kappa, crowd, chance, direct);
    this.contribution[row] = 0;
  }

  #pairKey(a: number, b: number): number {
    return Math.min(a, b) * this.input.accountIds.length + Math.max(a, b);
  }

  #markJoinRows(): void {
    this.joinRow.fill(-1, 0, this.rows);
    if (this.join === undefined) return;
    for (let row = 0; row < this.rows; row++) {
      const identifier = this.input.useIdentifier[this.useA[row] ?? 0] ?? 0;
      const kind = this.input.kinds[this.input.identifierKind[identifier] ?? 0];
      const value = this.input.identifierValue[identifier];
      if (this.direct[row] === 1) continue;
      this.joinRow[row] = this.join.rows.findIndex(
        (joined) => joined.kind === kind && joined.value === value,
      );
    }
  }

  /** Bits a row gives the link: its own, or those of the crowd that joins two groups. */
  #effectiveBits(row: number): number {
    return this.join?.rows[this.joinRow[row] ?? -1]?.bits ?? this.rowBits[row] ?? 0;
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
      this.effectiveBits[row] = this.#effectiveBits(row);
      if ((this.effectiveBits[row] ?? 0) <= 0) continue;
      const direct = this.direct[row] === 1;
      const use =
        direct && this.specOf(this.useA[row] ?? 0)?.ownKind === true ? this.useB[row] : this.useA[row];
      const spec = this.specOf(use ?? 0);
      if (spec !== undefined) this.#ofFamily[FAMILY_INDEX[spec.family]]?.push(row);
    }
    this.#ofFamily.forEach((rows, family) => {
      if (rows.length > 1) rows.sort(this.#strongestFirst);
      this.families[family] =
        rows.length === 0 ? 0 : familyBits(this.effectiveBits, rows, this.contribution, parameters);
    });
    const strongest = strongestFamily(this.families);
    this.#ofFamily.forEach((rows, family) => {
      if (family === strongest) return;
      for (const row of rows)
        this.contribution[row] = (this.contribution[row] ?? 0) * parameters.furtherFamilyWeight;
    });
  }

  #weighAgainst(a: number, b: number): void {
    const { input } = this;
    const { parameters } = this.model;
    this.counterFlags = 0;
    this.counterBits = 0;
    const entityA = input.verifiedEntity[a] ?? -1;
    const entityB = input.verifiedEntity[b] ?? -1;
    const contractA = input.contract[a] ?? -1;
    const contractB = input.contract[b] ?? -1;
    if (entityA !== -1 && entityB !== -1) {
      if (entityA !== entityB) {
        this.counterFlags |= COUNTER.verifiedEntityDiffers;
        this.counterBits += parameters.verifiedEntityDiffersBits;
      }
    } else if (contractA !== -1 && contractB !== -1 && contractA !== contractB) {
      this.counterFlags |= COUNTER.contractDiffers;
      this.counterBits += parameters.contractDiffersBits;
    }
    if (this.#disjointLeases && !this.#sharesLease) {
      this.counterFlags |= COUNTER.disjointLeases;
      this.counterBits += parameters.disjointLeasesBits;
    }
  }
}
