import type { ClickHouseClient } from "@clickhouse/client";
import { ByteNumbers } from "../byte-numbers";
import { type BinaryRow, eachBinaryRow } from "../row-binary";
import type { EngineAccountRow } from "./engine-input";

/** Every account, by id; the newest import's word on it counts. */
export async function eachEngineAccount(
  client: ClickHouseClient,
  onAccount: (account: EngineAccountRow) => void,
): Promise<void> {
  await eachBinaryRow(
    client,
    `SELECT account_id, toFloat64(argMax(toUnixTimestamp64Milli(created_at), import_id)),
  argMax(verified_entity, import_id), argMax(contract_id, import_id)
FROM accounts GROUP BY account_id ORDER BY account_id`,
    {},
    (row) => {
      const accountId = row.string();
      const createdAtMs = row.float64();
      const verifiedEntity = row.string();
      onAccount({ accountId, createdAtMs, verifiedEntity, contractId: row.string() });
    },
  );
}

/** What takes the uses: numbers stand for accounts and identifiers, so that a use costs no object. */
export interface UseSink {
  accountOf(accountId: string): number;
  identifierOf(kind: string, value: string): number;
  /** Of an identifier that only one account uses; undefined where its value is wanted all the same. */
  soleIdentifierOf(kind: string): number | undefined;
  /** Times in epoch ms, NaN where unknown. */
  addUse(account: number, identifier: number, firstMs: number, lastMs: number, count: number): void;
}

/** In the order of the table, so that nothing is grouped or sorted: the sorted parts are merged as they are read. */
const ALL_USES = `SELECT kind, value, account_id, ifNull(toFloat64(toUnixTimestamp64Milli(u.first_seen)), nan),
  ifNull(toFloat64(toUnixTimestamp64Milli(u.last_seen)), nan), toFloat64(u.count)
FROM identifier_users AS u ORDER BY kind, value, account_id`;

const PROGRESS_ROWS = 1_000_000;

/** Every use, one per account and identifier, identifier by identifier. @returns their number */
export async function readEveryUse(
  client: ClickHouseClient,
  sink: UseSink,
  onProgress: (uses: number) => void,
): Promise<number> {
  const grouping = new UseGrouping(sink);
  let rows = 0;
  await eachBinaryRow(client, ALL_USES, {}, (row) => {
    grouping.take(row);
    rows += 1;
    if (rows % PROGRESS_ROWS === 0) onProgress(grouping.uses);
  });
  grouping.end();
  return grouping.uses;
}

/** Bytes of the row before, to tell whether this one goes on with it. */
class Remembered {
  #bytes: Buffer = Buffer.alloc(64);
  length = -1;

  is(bytes: Buffer, from: number, to: number): boolean {
    if (to - from !== this.length) return false;
    for (let i = from, j = 0; i < to; i++, j++) if (bytes[i] !== this.#bytes[j]) return false;
    return true;
  }

  keep(bytes: Buffer, from: number, to: number): void {
    if (to - from > this.#bytes.length) this.#bytes = Buffer.alloc((to - from) * 2);
    bytes.copy(this.#bytes, 0, from, to);
    this.length = to - from;
  }

  text(): string {
    return this.#bytes.toString("utf8", 0, Math.max(0, this.length));
  }
}

/**
 * Puts sorted rows together to uses: rows of one account and identifier (of several imports) are
 * one, and an identifier gets its value only when a second account turns up on it.
 */
class UseGrouping {
  uses = 0;
  readonly #accounts = new ByteNumbers();
  readonly #kind = new Remembered();
  readonly #value = new Remembered();
  #kindName = "";
  #identifier: number | undefined;
  #account = -1;
  #firstMs = Number.NaN;
  #lastMs = Number.NaN;
  #count = 0;

  constructor(private readonly sink: UseSink) {}

  take(row: BinaryRow): void {
    const kindFrom = row.span();
    const kindTo = row.spanEnd;
    const valueFrom = row.span();
    const valueTo = row.spanEnd;
    const accountFrom = row.span();
    const accountTo = row.spanEnd;
    const firstMs = row.float64();
    const lastMs = row.float64();
    const count = row.float64();
    const { bytes } = row;
    const account =
      this.#accounts.find(bytes, accountFrom, accountTo) ?? this.#newAccount(bytes, accountFrom, accountTo);
    const sameIdentifier =
      this.#value.is(bytes, valueFrom, valueTo) && this.#kind.is(bytes, kindFrom, kindTo);
    if (sameIdentifier && account === this.#account) {
      this.#firstMs = earlier(this.#firstMs, firstMs);
      this.#lastMs = -earlier(-this.#lastMs, -lastMs);
      this.#count += count;
      return;
    }
    if (this.#account !== -1) {
      if (sameIdentifier) this.#identifier ??= this.#named();
      this.#flush();
    }
    if (!sameIdentifier) {
      this.#identifier = undefined;
      this.#value.keep(bytes, valueFrom, valueTo);
      if (!this.#kind.is(bytes, kindFrom, kindTo)) {
        this.#kind.keep(bytes, kindFrom, kindTo);
        this.#kindName = this.#kind.text();
      }
    }
    this.#account = account;
    this.#firstMs = firstMs;
    this.#lastMs = lastMs;
    this.#count = count;
  }

  end(): void {
    if (this.#account !== -1) this.#flush();
    this.#account = -1;
  }

  #newAccount(bytes: Buffer, from: number, to: number): number {
    const account = this.sink.accountOf(bytes.toString("utf8", from, to));
    this.#accounts.add(bytes, from, to, account);
    return account;
  }

  #named(): number {
    return this.sink.identifierOf(this.#kindName, this.#value.text());
  }

  #flush(): void {
    const identifier = this.#identifier ?? this.sink.soleIdentifierOf(this.#kindName) ?? this.#named();
    this.sink.addUse(this.#account, identifier, this.#firstMs, this.#lastMs, this.#count);
    this.uses += 1;
  }
}

function earlier(a: number, b: number): number {
  return Number.isNaN(a) || b < a ? b : a;
}
