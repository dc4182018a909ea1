import type { AccountType } from "@/lib/domain/account";
import type { Observation } from "@/lib/domain/identifier";
import type { RosterEntry } from "@/lib/domain/roster";
import { GrowableDoubles, GrowableInts } from "./growable";
import { identifierKind } from "./identifiers";

/**
 * What the engine reads, as columns. Accounts are in the order of their ids; a use is one
 * (account, identifier) with its window. Times are epoch ms, NaN where unknown.
 */
export interface EngineInput {
  accountIds: string[];
  accountIndex: Map<string, number>;
  createdAtMs: Float64Array;
  accountTypes: (AccountType | null)[];
  /** Index into `entities`, -1 where none. */
  verifiedEntity: Int32Array;
  contract: Int32Array;
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
  useFirstMs: Float64Array;
  useLastMs: Float64Array;
  useCount: Float64Array;
  /** Uses of identifier v: identifierUses[identifierStart[v] … identifierStart[v + 1]), accounts rising. */
  identifierStart: Int32Array;
  identifierUses: Int32Array;
  roster: RosterEntry[];
}

type UseColumns = Pick<EngineInput, "useAccount" | "useIdentifier" | "useFirstMs" | "useLastMs" | "useCount">;

export interface AccountInput {
  accountId: string;
  createdAtMs: number;
  accountType: AccountType;
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

/** Stable counting sort: the order of `rows` (positions 0…n−1 where undefined) by a key in [0, keys). */
export function orderBy(key: Int32Array, keys: number, rows?: Int32Array): Int32Array {
  const start = new Int32Array(keys + 1);
  for (let i = 0; i < key.length; i++) {
    const k = (key[i] ?? 0) + 1;
    start[k] = (start[k] ?? 0) + 1;
  }
  for (let k = 0; k < keys; k++) start[k + 1] = (start[k + 1] ?? 0) + (start[k] ?? 0);
  const order = new Int32Array(key.length);
  for (let i = 0; i < key.length; i++) {
    const row = rows === undefined ? i : (rows[i] ?? 0);
    const k = key[row] ?? 0;
    const at = start[k] ?? 0;
    order[at] = row;
    start[k] = at + 1;
  }
  return order;
}

function startsOf(key: Int32Array, keys: number): Int32Array {
  const start = new Int32Array(keys + 1);
  for (let i = 0; i < key.length; i++) {
    const k = (key[i] ?? 0) + 1;
    start[k] = (start[k] ?? 0) + 1;
  }
  for (let k = 0; k < keys; k++) start[k + 1] = (start[k + 1] ?? 0) + (start[k] ?? 0);
  return start;
}

/**
 * Takes rows as they stream by, in any order, and keeps columns only. Several observations of
 * one (account, identifier) become one use: earliest first, latest last, counts added.
 */
export class EngineInputBuilder {
  readonly #accounts = new Interner();
  readonly #created = new GrowableDoubles();
  readonly #accountTypes: (AccountType | null)[] = [];
  readonly #entity = new GrowableInts();
  readonly #contract = new GrowableInts();
  readonly #entities = new Interner();
  readonly #contracts = new Interner();
  readonly #kinds = new Interner();
  readonly #identifiersOfKind: Map<string, number>[] = [];
  readonly #identifierKind = new GrowableInts();
  readonly #identifierValue: string[] = [];
  readonly #rowAccount = new GrowableInts();
  readonly #rowIdentifier = new GrowableInts();
  readonly #rowFirst = new GrowableDoubles();
  readonly #rowLast = new GrowableDoubles();
  readonly #rowCount = new GrowableDoubles();
  readonly #roster: RosterEntry[] = [];

  /** The later of two rows of one account counts. */
  addAccount(account: AccountInput): this {
    const index = this.accountOf(account.accountId);
    this.#accountTypes[index] = account.accountType;
    this.#created.set(index, account.createdAtMs);
    this.#entity.set(
      index,
      account.verifiedEntity === "" ? -1 : this.#entities.indexOf(account.verifiedEntity),
    );
    this.#contract.set(index, account.contractId === "" ? -1 : this.#contracts.indexOf(account.contractId));
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

  /** The same of an account and an identifier by the numbers `accountOf` and `identifierOf` gave; times in epoch ms, NaN where unknown. */
  addUse(account: number, identifier: number, firstMs: number, lastMs: number, count: number): void {
    const from = Number.isNaN(firstMs) ? lastMs : firstMs;
    const to = Number.isNaN(lastMs) ? from : lastMs;
    this.#rowAccount.push(account);
    this.#rowIdentifier.push(identifier);
    this.#rowFirst.push(Math.min(from, to));
    this.#rowLast.push(Math.max(from, to));
    this.#rowCount.push(count);
  }

  addRoster(entry: RosterEntry): this {
    this.#roster.push(entry);
    return this;
  }

  build(): EngineInput {
    const arrived = this.#accounts.values;
    const accounts = arrived.length;
    const byId = Array.from(arrived.keys()).sort((x, y) =>
      (arrived[x] ?? "") < (arrived[y] ?? "") ? -1 : 1,
    );
    const rank = new Int32Array(accounts);
    byId.forEach((index, place) => {
      rank[index] = place;
    });
    const accountIds = byId.map((index) => arrived[index] ?? "");

    const rowIdentifier = this.#rowIdentifier.view();
    const rowAccount = this.#rowAccount.view().map((index) => rank[index] ?? 0);
    const identifiers = this.#identifierValue.length;
    const order = orderBy(rowAccount, accounts, orderBy(rowIdentifier, identifiers));
    const uses = this.#mergeRows(order, rowAccount, rowIdentifier);

    const created = this.#created.view();
    const entity = this.#entity.view();
    const contract = this.#contract.view();
    return {
      accountIds,
      accountIndex: new Map(accountIds.map((id, index) => [id, index])),
      createdAtMs: Float64Array.from(byId, (index) => created[index] ?? Number.NaN),
      accountTypes: byId.map((index) => this.#accountTypes[index] ?? null),
      verifiedEntity: Int32Array.from(byId, (index) => entity[index] ?? -1),
      contract: Int32Array.from(byId, (index) => contract[index] ?? -1),
      entities: this.#entities.values,
      contracts: this.#contracts.values,
      kinds: this.#kinds.values,
      identifierKind: this.#identifierKind.view().slice(),
      identifierValue: this.#identifierValue,
      ...uses,
      accountStart: startsOf(uses.useAccount, accounts),
      identifierStart: startsOf(uses.useIdentifier, identifiers),
      identifierUses: orderBy(uses.useIdentifier, identifiers),
      roster: this.#roster,
    };
  }

  #mergeRows(order: Int32Array, rowAccount: Int32Array, rowIdentifier: Int32Array): UseColumns {
    const first = this.#rowFirst.view();
    const last = this.#rowLast.view();
    const count = this.#rowCount.view();
    const rows = order.length;
    const useAccount = new Int32Array(rows);
    const useIdentifier = new Int32Array(rows);
    const useFirstMs = new Float64Array(rows);
    const useLastMs = new Float64Array(rows);
    const useCount = new Float64Array(rows);
    let uses = 0;
    for (let i = 0; i < rows; i++) {
      const row = order[i] ?? 0;
      const account = rowAccount[row] ?? 0;
      const identifier = rowIdentifier[row] ?? 0;
      const from = first[row] ?? Number.NaN;
      const to = last[row] ?? Number.NaN;
      const at = uses - 1;
      if (uses > 0 && useAccount[at] === account && useIdentifier[at] === identifier) {
        if (!((useFirstMs[at] ?? 0) <= from) && !Number.isNaN(from)) useFirstMs[at] = from;
        if (!((useLastMs[at] ?? 0) >= to) && !Number.isNaN(to)) useLastMs[at] = to;
        useCount[at] = (useCount[at] ?? 0) + (count[row] ?? 0);
        continue;
      }
      useAccount[uses] = account;
      useIdentifier[uses] = identifier;
      useFirstMs[uses] = from;
      useLastMs[uses] = to;
      useCount[uses] = count[row] ?? 0;
      uses++;
    }
    const columns = { useAccount, useIdentifier, useFirstMs, useLastMs, useCount };
    if (uses === rows) return columns;
    return {
      useAccount: useAccount.slice(0, uses),
      useIdentifier: useIdentifier.slice(0, uses),
      useFirstMs: useFirstMs.slice(0, uses),
      useLastMs: useLastMs.slice(0, uses),
      useCount: useCount.slice(0, uses),
    };
  }

  /** Number of an account, for `addUse`; a new one where nobody added it. */
  accountOf(accountId: string): number {
    const index = this.#accounts.indexOf(accountId);
    if (index === this.#created.length) {
      this.#created.push(Number.NaN);
      this.#entity.push(-1);
      this.#contract.push(-1);
      this.#accountTypes.push(null);
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
