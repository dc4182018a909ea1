import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountTypeSchema, accountStatusSchema } from "@/lib/domain/account";
import { identifierKindSchema } from "@/lib/domain/identifier";
import { BUNDLE_TABLES, type BundleTable } from "@/lib/domain/import";
import { rosterClassSchema } from "@/lib/domain/roster";
import { HONEST_SEGMENTS } from "./segments/honest";
import { SYNTH_COLUMNS, SYNTH_DEFAULTS, synthFiles, type SynthOptions } from "./synth-files";

type Row = Record<string, string | number>;

const SMALL = { operatorAccounts: 300, honestAccounts: 3_000, exchanges: 30_000 };

function rowsOf(table: BundleTable, options: Partial<SynthOptions> = SMALL): Generator<Row> {
  const file = synthFiles(options).find((each) => each.table === table);
  if (file === undefined) throw new Error(`no file ${table}`);
  return file.rows();
}

const small = Object.fromEntries(BUNDLE_TABLES.map((table) => [table, [...rowsOf(table)]])) as Record<
  BundleTable,
  Row[]
>;
const truthOf = new Map(small.truth.map((row) => [row["account_id"], row]));
const text = (row: Row, column: string): string => String(row[column]);

function groupedBy(rows: Iterable<Row>, key: string, value: string): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const row of rows) {
    const group = groups.get(text(row, key)) ?? new Set();
    group.add(text(row, value));
    groups.set(text(row, key), group);
  }
  return groups;
}

const isOperator = (accountId: string): boolean => truthOf.get(accountId)?.["label"] === "operator";

describe("the files", () => {
  test("every table of the bundle is there and every row has exactly its declared columns", () => {
    expect(synthFiles(SMALL).map((file) => file.table)).toEqual([...BUNDLE_TABLES]);
    for (const table of BUNDLE_TABLES) {
      expect(small[table].length).toBeGreaterThan(0);
      for (const row of small[table])
        expect(Object.keys(row).sort()).toEqual([...SYNTH_COLUMNS[table]].sort());
    }
  });

  test("the same seed gives the same bytes, another seed gives others", () => {
    const options = { operatorAccounts: 40, honestAccounts: 300, exchanges: 2_000, days: 12 };
    const bytes = (seed: number): string =>
      JSON.stringify(synthFiles({ ...options, seed }).map((file) => [...file.rows()]));
    expect(bytes(7)).toBe(bytes(7));
    expect(bytes(7)).not.toBe(bytes(8));
  });

  test("parts make the same rows, in whichever order they are made, with times as epoch ms", () => {
    const options = { operatorAccounts: 60, honestAccounts: 300, exchanges: 3_000, days: 13 };
    for (const file of synthFiles(options, 500)) {
      expect(file.parts.map(({ name }) => name)).toEqual(
        file.table === "exchanges"
          ? Array.from({ length: 6 }, (_, part) => `exchanges-000${part + 1}`)
          : [file.table],
      );
      const parts = file.parts.toReversed().map(({ rows }) => [...rows()]);
      const typed = parts.reverse().flat();
      for (const row of typed) {
        for (const [column, type] of Object.entries(file.types)) {
          const cell = row[column];
          expect(cell === "" ? type.endsWith("?") : typeof cell).toBe(
            cell === "" ? true : type.startsWith("text") ? "string" : "number",
          );
          if (type.startsWith("time") && typeof cell === "number") row[column] = new Date(cell).toISOString();
        }
      }
      expect(typed).toEqual([...file.rows()]);
    }
  });

  test("a campaign of the reported size starts at once and is made row by row", () => {
    for (const file of synthFiles({
      operatorAccounts: 25_000,
      honestAccounts: 1_000_000,
      exchanges: 40_000_000,
    })) {
      const rows = file.rows();
      for (let i = 0; i < 10; i++) expect(rows.next().done).toBe(false);
      rows.return(undefined);
    }
  });

  test("impossible options are refused in a sentence", () => {
    expect(() => synthFiles({ days: 0 })).toThrow(/days must be a whole number/);
    expect(() => synthFiles({ operatorAccounts: 1.5 })).toThrow(/operatorAccounts/);
    expect(() => synthFiles({ operatorAccounts: 0, honestAccounts: 0 })).toThrow(/at least one account/);
    expect(() => synthFiles({ days: 1, exchanges: 30_000_000 })).toThrow(/a day/);
  });
});

describe("counts", () => {
  test("accounts and exchanges are exactly as many as asked for, for any campaign", () => {
    fc.assert(
      fc.property(
        fc.record({
          operatorAccounts: fc.integer({ min: 0, max: 260 }),
          honestAccounts: fc.integer({ min: 0, max: 400 }),
          exchanges: fc.integer({ min: 0, max: 1_500 }),
          days: fc.integer({ min: 1, max: 60 }),
          seed: fc.integer({ min: 0, max: 1_000_000 }),
        }),
        (options) => {
          fc.pre(options.operatorAccounts + options.honestAccounts >= 20);
          const truth = [...rowsOf("truth", options)];
          const operators = truth.filter((row) => row["label"] === "operator").length;
          expect(operators).toBe(options.operatorAccounts);
          expect(truth.length - operators).toBe(options.honestAccounts);
          expect([...rowsOf("accounts", options)].length).toBe(truth.length);
          expect([...rowsOf("exchanges", options)].length).toBe(options.exchanges);
        },
      ),
      { numRuns: 40, seed: 4 },
    );
  });

  test("the operator makes about 72 % of the exchanges and stays under 26 per account and day", () => {
    const made = small.exchanges.filter((row) => isOperator(text(row, "account_id"))).length;
    expect(made / SMALL.exchanges).toBeCloseTo(0.72, 2);
    expect(made / (SMALL.operatorAccounts * SYNTH_DEFAULTS.days)).toBeLessThanOrEqual(26);
  });
});

describe("rows stay inside the bundle's domains", () => {
  test("ids are unique and every reference leads somewhere", () => {
    const ids = new Set(small.accounts.map((row) => row["account_id"]));
    expect(ids.size).toBe(small.accounts.length);
    expect(new Set(small.accounts.map((row) => row["email"])).size).toBe(ids.size);
    expect(new Set(small.truth.map((row) => row["account_id"]))).toEqual(ids);
    const keys = new Set(small.api_keys.map((row) => row["api_key_id"]));
    expect(keys.size).toBe(small.api_keys.length);
    expect(new Set(small.exchanges.map((row) => row["request_id"])).size).toBe(SMALL.exchanges);
    for (const table of ["api_keys", "payment_instruments", "exchanges", "observations"] as const) {
      for (const row of small[table]) expect(ids.has(text(row, "account_id"))).toBe(true);
    }
    for (const row of small.exchanges) expect(keys.has(text(row, "api_key_id"))).toBe(true);
  });

  test("enumerated columns hold only their words", () => {
    for (const row of small.accounts) {
      accountTypeSchema.parse(row["account_type"]);
      accountStatusSchema.parse(row["status"]);
      expect(text(row, "country")).toMatch(/^[A-Z]{2}$/);
    }
    for (const row of small.observations) identifierKindSchema.parse(row["kind"]);
    for (const row of small.roster) {
      rosterClassSchema.parse(row["class"]);
      identifierKindSchema.parse(row["kind"]);
    }
    for (const row of small.payment_instruments) {
      expect(["card", "bank", "wallet", "invoice", "crypto", "credits"]).toContain(row["kind"]);
      expect(["credit", "debit", "prepaid", "virtual", "unknown"]).toContain(row["funding"]);
      expect(text(row, "bin")).toMatch(row["kind"] === "card" ? /^990\d{3}$/ : /^$/);
      expect(text(row, "fingerprint")).toMatch(/^pi_[0-9a-f]{7}k[0-9a-f]{8}$/);
    }
    for (const row of small.events)
      expect(["ban", "verification", "model_release", "tip"]).toContain(row["kind"]);
    for (const row of small.truth) expect(["operator", "innocent"]).toContain(row["label"]);
  });

  test("every address lies in 240.0.0.0/4 and in a network of the asn table, every mail domain is reserved", () => {
    const address = /^(24\d|25[0-4])\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
    const networks = small.asn.map((row) => network(text(row, "cidr")));
    const known = new Set<string>();
    for (const ip of [
      ...small.accounts.map((row) => text(row, "signup_ip")),
      ...small.exchanges.map((row) => text(row, "ip")),
    ]) {
      if (known.has(ip)) continue;
      known.add(ip);
      const parts = address.exec(ip)?.slice(1).map(Number) ?? [];
      expect(parts.length === 4 && parts.every((part) => part < 256)).toBe(true);
      expect(networks.some(({ first, size }) => numeric(ip) >= first && numeric(ip) < first + size)).toBe(
        true,
      );
    }
    for (const row of small.accounts)
      expect(text(row, "email")).toMatch(/^[a-z0-9.-]+@[a-z0-9-]+\.(example|test)$/);
  });

  test("times are ISO-8601 in UTC, exchanges come in order and inside both the window and the account's life", () => {
    const born = new Map(small.accounts.map((row) => [text(row, "account_id"), row]));
    let before = new Date(SYNTH_DEFAULTS.startMs).toISOString();
    const end = new Date(SYNTH_DEFAULTS.startMs + SYNTH_DEFAULTS.days * 86_400_000).toISOString();
    for (const row of small.exchanges) {
      const ts = text(row, "ts");
      expect(ts >= before && ts < end).toBe(true);
      before = ts;
      const account = born.get(text(row, "account_id"));
      expect(ts > String(account?.["created_at"])).toBe(true);
      if (account?.["status_changed_at"] !== "")
        expect(ts <= String(account?.["status_changed_at"])).toBe(true);
    }
    for (const table of ["accounts", "api_keys", "payment_instruments", "observations", "events"] as const) {
      for (const row of small[table]) {
        for (const column of ["created_at", "revoked_at", "added_at", "first_seen", "last_seen", "at"]) {
          const value = row[column];
          if (value !== undefined && value !== "")
            expect(value).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        }
        if (row["first_seen"] !== undefined)
          expect(text(row, "first_seen") <= text(row, "last_seen")).toBe(true);
      }
    }
  });
});

describe("truth", () => {
  test("neither ids nor the order of rows tell who runs an account", () => {
    for (const table of ["accounts", "truth", "api_keys"] as const) {
      const positions: number[] = [];
      for (const [i, row] of small[table].entries())
        if (isOperator(text(row, "account_id"))) positions.push(i);
      const mean = positions.reduce((a, b) => a + b, 0) / positions.length / small[table].length;
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.08);
    }
    const byId = [...truthOf.keys()].sort();
    const ranks = byId.flatMap((id, i) => (isOperator(String(id)) ? [i / byId.length] : []));
    expect(Math.abs(ranks.reduce((a, b) => a + b, 0) / ranks.length - 0.5)).toBeLessThan(0.08);
  });

  test("every decoy is present and innocent, and so are the honest parties of several accounts", () => {
    const sources = groupedBy(small.truth, "source", "label");
    for (const decoy of [
      "campus",
      "cgnat",
      "ci-farm",
      "classroom",
      "contractor-pool",
      "coworking",
      "enterprise-nat",
      "framed-enterprise",
      "hackathon",
      "heavy-user",
      "mobile-carrier",
      "reseller",
      "stolen-card-victim",
      "vpn",
    ]) {
      expect([decoy, ...(sources.get(`decoy:${decoy}`) ?? [])]).toEqual([decoy, "innocent"]);
    }
    expect(HONEST_SEGMENTS.every((segment) => segment.label === "innocent")).toBe(true);
    for (const [party, labels] of groupedBy(small.truth, "operator_id", "label")) {
      expect([...labels]).toEqual([party.startsWith("op_") ? "operator" : "innocent"]);
    }
    const households = groupedBy(
      small.truth.filter((row) => row["source"] === "household"),
      "operator_id",
      "account_id",
    );
    expect(Math.max(...[...households.values()].map((group) => group.size))).toBeGreaterThan(1);
    const resellers = small.truth.filter((row) => row["source"] === "decoy:reseller");
    expect(new Set(resellers.map((row) => row["operator_id"])).size).toBe(resellers.length);
  });
});

describe("the operator", () => {
  test("most of its cards pay for 10 to 30 accounts, cards and machines cross-cut each other, some accounts stand alone", () => {
    const cards = [...groupedBy(small.payment_instruments, "fingerprint", "account_id")].filter(
      ([, accounts]) => [...accounts].every(isOperator),
    );
    const shared = cards.filter(([, accounts]) => accounts.size > 1);
    const paidFor = shared.reduce((sum, [, accounts]) => sum + accounts.size, 0) / shared.length;
    expect(paidFor).toBeGreaterThan(10);
    expect(paidFor).toBeLessThan(30);
    const hard = small.truth.filter((row) => row["source"] === "operator:hard");
    expect(hard.length / SMALL.operatorAccounts).toBeGreaterThan(0.04);
    const cardsOfMachine = groupedBy(small.observations, "value", "account_id");
    const cardOf = new Map(
      small.payment_instruments.map((row) => [text(row, "account_id"), text(row, "fingerprint")]),
    );
    const crossing = [...cardsOfMachine.values()].filter(
      (accounts) =>
        [...accounts].some(isOperator) && new Set([...accounts].map((id) => cardOf.get(id))).size > 1,
    );
    expect(crossing.length).toBeGreaterThan(2);
  });

  test("keys are handed over inside the operator and inside shared-key teams, nowhere else", () => {
    const owner = new Map(small.api_keys.map((row) => [text(row, "api_key_id"), text(row, "account_id")]));
    let handed = 0;
    for (const row of small.exchanges) {
      const holder = owner.get(text(row, "api_key_id")) ?? "";
      if (holder === row["account_id"]) continue;
      handed += 1;
      expect(truthOf.get(holder)?.["operator_id"]).toBe(
        truthOf.get(row["account_id"] ?? "")?.["operator_id"],
      );
    }
    expect(handed).toBeGreaterThan(100);
  });

  test("it works round the clock while honest people sleep", () => {
    const hours = { operator: Array<number>(24).fill(0), innocent: Array<number>(24).fill(0) };
    for (const row of small.exchanges) {
      const side = isOperator(text(row, "account_id")) ? hours.operator : hours.innocent;
      const hour = Number(text(row, "ts").slice(11, 13));
      side[hour] = (side[hour] ?? 0) + 1;
    }
    expect(Math.max(...hours.operator) / Math.min(...hours.operator)).toBeLessThan(1.35);
    expect(Math.max(...hours.innocent) / Math.min(...hours.innocent)).toBeGreaterThan(2);
  });

  test("after the ban wave the spare pool takes over", () => {
    const banMs = Date.parse(
      text(small.events.find((row) => row["kind"] === "ban" && row["account_id"] === "") ?? {}, "at"),
    );
    const made = new Map<string, { before: number; after: number }>();
    for (const row of small.exchanges) {
      const since = Date.parse(text(row, "ts")) - banMs;
      if (!isOperator(text(row, "account_id")) || Math.abs(since) < 2 * 86_400_000) continue;
      const counts = made.get(text(row, "account_id")) ?? { before: 0, after: 0 };
      counts[since < 0 ? "before" : "after"] += 1;
      made.set(text(row, "account_id"), counts);
    }
    const all = [...made.values()];
    const gone = all.filter(({ before, after }) => before > 0 && after === 0).length;
    expect(gone / all.filter(({ before }) => before > 0).length).toBeGreaterThan(0.3);
    const after = all.reduce((sum, counts) => sum + counts.after, 0);
    const takenOver = all.reduce((sum, counts) => sum + (counts.after > counts.before ? counts.after : 0), 0);
    expect(takenOver / after).toBeGreaterThan(0.4);
  });

  test("a stolen card, a borrowed enterprise range and VPN exits touch honest accounts", () => {
    const mixed = (groups: Map<string, Set<string>>): string[] =>
      [...groups].flatMap(([value, ids]) => {
        const sides = new Set([...ids].map(isOperator));
        return sides.size === 2 ? [value] : [];
      });
    expect(mixed(groupedBy(small.payment_instruments, "fingerprint", "account_id")).length).toBeGreaterThan(
      0,
    );
    const addresses = mixed(groupedBy(small.exchanges, "ip", "account_id"));
    expect(addresses.some((ip) => ip.startsWith("246."))).toBe(true);
    const borrowed = small.exchanges.filter(
      (row) => text(row, "ip").startsWith("248.128.") && isOperator(text(row, "account_id")),
    );
    expect(borrowed.length).toBeGreaterThan(0);
    expect(borrowed.length).toBeLessThan(SMALL.exchanges * 0.005);
  });

  test("some honest accounts are louder than any of its accounts", () => {
    const counts = new Map<string, number>();
    for (const row of small.exchanges)
      counts.set(text(row, "account_id"), (counts.get(text(row, "account_id")) ?? 0) + 1);
    const loudest = (side: boolean): number =>
      Math.max(...[...counts].map(([id, n]) => (isOperator(id) === side ? n : 0)));
    expect(loudest(false)).toBeGreaterThan(loudest(true));
  });
});

function numeric(ip: string): number {
  return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function network(cidr: string): { first: number; size: number } {
  const [base = "", bits = "32"] = cidr.split("/");
  return { first: numeric(base), size: 2 ** (32 - Number(bits)) };
}
