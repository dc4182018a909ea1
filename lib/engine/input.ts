import type { LinkDecision } from "@/lib/domain/decision";
import type { Observation } from "@/lib/domain/identifier";
import type { RosterEntry } from "@/lib/domain/roster";
import { sharedDoubles, sharedInts, sharedShorts } from "./columns";
import { type PairDecisions, pairDecisions } from "./decisions";
import { GrowableDoubles, GrowableInts } from "./growable";
import { identifierKind } from "./identifiers";
import { orderBy, orderByIdentifier, startsMs, startsOf, usesByStart } from "./order-uses";

/**
 * What the engine reads, as columns. Accounts are in the order of their ids; a use is one
 * (account, identifier) with its window. Times are epoch ms, NaN where unknown.
 */
export interface EngineInput {
  accountIds: string[];
  accountIndex: Map<string, number>;
  createdAtMs: Float64Array;
  /** Index into `entities`, -1 where none. */
  verifiedEntity: Int32Array;
  contract: Int32Array;
  /** Bit h set: the account is regularly active in UTC hour h; 0 where too little is known. */
  activeHours: Int32Array;
  entities: string[];
  contracts: string[];
  kinds: string[];
  identifierKind: Int32Array;
  /** "" where one account alone uses it and the value was not kept. */
  identifierValue: string[];
  /** Uses of account a: [accountStart[a], accountStart[a + 1]), identifiers rising. */
  accountStart: Int32Array;
  useIdentifier: Int32Array;
  useAccount: Int32Array;
  /** Index into `kinds`. */
  useKind: Uint16Array;
  useFirstMs: Float64Array;
  useLastMs: Float64Array;
  useCount: Float64Array;
  /**
   * Uses of identifier v: identifierUses[identifierStart[v] … identifierStart[v + 1]), by when they began
   * (their account's creation where that is not known), then by account; those of a hub (`HUB_MIN`) by account.
   */
  identifierStart: Int32Array;
  identifierUses: Int32Array;
  roster: RosterEntry[];
  decisions: PairDecisions;
}

type UseColumns = Pick<EngineInput, "useAccount" | "useIdentifier" | "useFirstMs" | "useLastMs" | "useCount">;

export interface AccountInput {
  accountId: string;
  createdAtMs: number;
  verifiedEntity: string;
  contractId: string;
}

class Interner {
  readonly values: string[] = [];
  readonly #index = new Map<string, number>();

  indexOf(value: string): number {
    const known = this.#index.get(value);
    if (known !== undefined) return known;
    const index = this.values.length;
    this.#index.set(value, index);
    this.values.push(value);
    return index;
  }
}

/**
 * Takes rows as they stream by, in any order, and keeps columns only. Several observations of
 * one (account, identifier) become one use: earliest first, latest last, counts added.
 */
export class EngineInputBuilder {
  #accounts = new Interner();
  readonly #created = new GrowableDoubles();
  readonly #entity = new GrowableInts();
  readonly #contract = new GrowableInts();
  readonly #activeHours = new GrowableInts();
  readonly #entities = new Interner();
  readonly #contracts = new Interner();
  readonly #kinds = new Interner();
  #identifiersOfKind: Map<string, number>[] = [];
  readonly #identifierKind = new GrowableInts();
  readonly #identifierValue: string[] = [];
  readonly #rowAccount = new GrowableInts();
  readonly #rowIdentifier = new GrowableInts();
  readonly #rowFirst = new GrowableDoubles();
  readonly #rowLast = new GrowableDoubles();
  readonly #rowCount = new GrowableDoubles();
  readonly #roster: RosterEntry[] = [];
  readonly #decisions: LinkDecision[] = [];

  /** The later of two rows of one account counts. */
  addAccount(account: AccountInput): this {
    const index = this.accountOf(account.accountId);
    this.#created.set(index, Number.isFinite(account.createdAtMs) ? account.createdAtMs : Number.NaN);
    this.#entity.set(
      index,
      account.verifiedEntity === "" ? -1 : this.#entities.indexOf(account.verifiedEntity),
    );
    this.#contract.set(index, account.contractId === "" ? -1 : this.#contracts.indexOf(account.contractId));
    return this;
  }

  /** Hours of the day an account is regularly active in, bit h for UTC hour h, see `activeHoursOf`. */
  setActiveHours(accountId: string, hours: number): this {
    this.#activeHours.set(this.accountOf(accountId), hours);
    return this;
  }

  /** An account nobody added is kept, without a creation time. */
  addObservation(observation: Observation): this {
    this.addUse(
      this.accountOf(observation.accountId),
      this.identifierOf(observation.kind, observation.value),
      observation.firstSeenMs ?? Number.NaN,
      observation.lastSeenMs ?? Number.NaN,
      observation.count,
    );
    return this;
  }

  /**
   * The same of an account and an identifier by the numbers `accountOf` and `identifierOf` gave; times in
   * epoch ms, NaN where unknown. Times the wrong way round are turned, what is not finite counts as
   * unknown, a count that is not a positive number as 0: the use itself stands.
   */
  addUse(account: number, identifier: number, firstMs: number, lastMs: number, count: number): void {
    const start = Number.isFinite(firstMs) ? firstMs : Number.NaN;
    const end = Number.isFinite(lastMs) ? lastMs : Number.NaN;
    const from = Number.isNaN(start) ? end : start;
    const to = Number.isNaN(end) ? from : end;
    this.#rowAccount.push(account);
    this.#rowIdentifier.push(identifier);
    this.#rowFirst.push(Math.min(from, to));
    this.#rowLast.push(Math.max(from, to));
    this.#rowCount.push(count > 0 && Number.isFinite(count) ? count : 0);
  }

  addRoster(entry: RosterEntry): this {
    this.#roster.push(entry);
    return this;
  }

  /** A standing decision of an analyst; on an account that is not in the records it is counted and left out. */
  addDecision(decision: LinkDecision): this {
    this.#decisions.push(decision);
    return this;
  }

  /**
   * The columns. The rows taken so far are given up, so that a hundred million of them need not lie
   * in memory twice: the builder is empty afterwards.
   * @throws RingleaderError `bad_input` where decisions contradict each other, see `pairDecisions`
   */
  build(): EngineInput {
    const arrived = this.#accounts.values;
    const accounts = arrived.length;
    // Without a comparator: the engine's own comparison of strings is several times quicker.
    const accountIds = [...arrived].sort();
    const accountIndex = new Map<string, number>();
    for (let place = 0; place < accounts; place++) accountIndex.set(accountIds[place] ?? "", place);
    const rank = new Int32Array(accounts);
    const byId = new Int32Array(accounts);
    for (let index = 0; index < accounts; index++) {
      const place = accountIndex.get(arrived[index] ?? "") ?? 0;
      rank[index] = place;
      byId[place] = index;
    }
    const decisions = pairDecisions(this.#decisions, accountIds, accountIndex);

    const identifiers = this.#identifierValue.length;
    this.#accounts = new Interner();
    this.#identifiersOfKind = [];
    const uses = this.#mergeRows(accounts, rank);
    const created = this.#created.view();
    const entity = this.#entity.view();
    const contract = this.#contract.view();
    const createdAtMs = sharedDoubles(accounts);
    const verifiedEntity = sharedInts(accounts);
    const contracts = sharedInts(accounts);
    const hours = this.#activeHours.view();
    const activeHours = sharedInts(accounts);
    byId.forEach((index, place) => {
      createdAtMs[place] = created[index] ?? Number.NaN;
      verifiedEntity[place] = entity[index] ?? -1;
      contracts[place] = contract[index] ?? -1;
      activeHours[place] = hours[index] ?? 0;
    });
    const identifierKinds = sharedInts(identifiers);
    identifierKinds.set(this.#identifierKind.view());
    const identifierStart = startsOf(uses.useIdentifier, identifiers);
    const leased = this.#kinds.values.map((kind) => identifierKind(kind).leaseMs(null) !== null);
    const identifierUses = usesByStart(
      uses.useIdentifier,
      identifierStart,
      startsMs({ ...uses, createdAtMs }),
      (identifier) => leased[identifierKinds[identifier] ?? 0] === true,
    );
    const useKind = sharedShorts(uses.useIdentifier.length);
    for (let use = 0; use < useKind.length; use++)
      useKind[use] = identifierKinds[uses.useIdentifier[use] ?? 0] ?? 0;
    return {
      accountIds,
      accountIndex,
      createdAtMs,
      verifiedEntity,
      contract: contracts,
      activeHours,
      entities: this.#entities.values,
      contracts: this.#contracts.values,
      kinds: this.#kinds.values,
      identifierKind: identifierKinds,
      identifierValue: this.#identifierValue,
      ...uses,
      useKind,
      accountStart: startsOf(uses.useAccount, accounts),
      identifierStart,
      identifierUses,
      roster: this.#roster,
      decisions,
    };
  }

  /** Rows of one account and identifier as one use; a column of rows is given up as soon as it is merged. */
  #mergeRows(accounts: number, rank: Int32Array): UseColumns {
    const rowAccount = this.#rowAccount.view();
    for (let row = 0; row < rowAccount.length; row++) rowAccount[row] = rank[rowAccount[row] ?? 0] ?? 0;
    const rowIdentifier = this.#rowIdentifier.view();
    const rows = rowAccount.length;
    const order = orderBy(rowAccount, accounts);
    orderByIdentifier(order, rowAccount, rowIdentifier);
    let uses = 0;
    let account = -1;
    let identifier = -1;
    for (let i = 0; i < rows; i++) {
      const row = order[i] ?? 0;
      if (rowAccount[row] === account && rowIdentifier[row] === identifier) continue;
      account = rowAccount[row] ?? 0;
      identifier = rowIdentifier[row] ?? 0;
      uses++;
    }
    const useAccount = sharedInts(uses);
    const useIdentifier = sharedInts(uses);
    const useOf = new Int32Array(rows);
    let use = -1;
    for (let i = 0; i < rows; i++) {
      const row = order[i] ?? 0;
      if (use === -1 || useAccount[use] !== rowAccount[row] || useIdentifier[use] !== rowIdentifier[row]) {
        use++;
        useAccount[use] = rowAccount[row] ?? 0;
        useIdentifier[use] = rowIdentifier[row] ?? 0;
      }
      useOf[row] = use;
    }
    this.#rowAccount.release();
    this.#rowIdentifier.release();
    const useFirstMs = sharedDoubles(uses).fill(Number.NaN);
    const first = this.#rowFirst.view();
    for (let row = 0; row < rows; row++) {
      const at = useOf[row] ?? 0;
      const from = first[row] ?? Number.NaN;
      if (!Number.isNaN(from) && !((useFirstMs[at] ?? 0) <= from)) useFirstMs[at] = from;
    }
    this.#rowFirst.release();
    const useLastMs = sharedDoubles(uses).fill(Number.NaN);
    const last = this.#rowLast.view();
    for (let row = 0; row < rows; row++) {
      const at = useOf[row] ?? 0;
      const to = last[row] ?? Number.NaN;
      if (!Number.isNaN(to) && !((useLastMs[at] ?? 0) >= to)) useLastMs[at] = to;
    }
    this.#rowLast.release();
    const useCount = sharedDoubles(uses);
    const count = this.#rowCount.view();
    for (let row = 0; row < rows; row++) {
      const at = useOf[row] ?? 0;
      useCount[at] = (useCount[at] ?? 0) + (count[row] ?? 0);
    }
    this.#rowCount.release();
    return { useAccount, useIdentifier, useFirstMs, useLastMs, useCount };
  }

  /** Number of an account, for `addUse`; a new one where nobody added it. */
  accountOf(accountId: string): number {
    const index = this.#accounts.indexOf(accountId);
    if (index === this.#created.length) {
      this.#created.push(Number.NaN);
      this.#entity.push(-1);
      this.#contract.push(-1);
      this.#activeHours.push(0);
    }
    return index;
  }

  /**
   * Number of an identifier that one account alone uses, for `addUse`: it is counted and its times
   * are sampled, but it can link nobody, so that its value need not be kept. Undefined for kinds
   * whose values name accounts: there a sole user is linked with the owner.
   */
  soleIdentifierOf(kind: string): number | undefined {
    const { ownKind, refersTo } = identifierKind(kind);
    return ownKind === true || refersTo !== undefined
      ? undefined
      : this.#newIdentifier(this.#kindOf(kind), "");
  }

  /** Number of an identifier, for `addUse`. */
  identifierOf(kind: string, value: string): number {
    const kindIndex = this.#kindOf(kind);
    let ofKind = this.#identifiersOfKind[kindIndex];
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#identifiersOfKind[kindIndex] = ofKind;
    }
    const known = ofKind.get(value);
    if (known !== undefined) return known;
    const index = this.#newIdentifier(kindIndex, value);
    ofKind.set(value, index);
    return index;
  }

  #kindOf(kind: string): number {
    return this.#kinds.indexOf(kind);
  }

  #newIdentifier(kindIndex: number, value: string): number {
    this.#identifierValue.push(value);
    this.#identifierKind.push(kindIndex);
    return this.#identifierValue.length - 1;
  }
}
