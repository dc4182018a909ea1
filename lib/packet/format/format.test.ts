import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupsOf as groupsOfVerifier, canonicalJson as canonicalJsonOfVerifier } from "../render/verify.mjs";
import { canonicalJson } from "@/lib/core/canonical-json";
import { packetFixture } from "@/lib/packet/testing/packetFixture";
import { redactedLink } from "./analysis";
import { csvLine } from "./csvText";
import { FigureCount, figureDifferences } from "./figureCount";
import { groupsOf } from "./groups";
import { LeakScan } from "./leakScan";
import { Redactor } from "./redact";
import { safeLine, safeParagraphs } from "./safeText";
import { allRules, BUILT_TIERS, ruleOf } from "./tierRules";

const KEY = "5a".repeat(32);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "=1+1",
    "+49 1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\uff1d1",
    'a"b,c\nd',
    "\u202egnp.exe",
    "\u0000",
    "'",
  ),
);

describe("CSV", () => {
  test("reads back as one row of as many cells, none of which a spreadsheet would run", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 6 }), (cells) => {
        const rows = parse(csvLine(["first", ...cells]), { relax_column_count: false }) as string[][];
        expect(rows).toHaveLength(1);
        expect(rows[0]).toHaveLength(cells.length + 1);
        for (const cell of rows[0] ?? []) expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
      }),
    );
  });

  test("leaves plain text and numbers as they are", () => {
    expect(csvLine(["acct_1", -3, null, "Zoë 中文"])).toBe("acct_1,-3,,Zoë 中文\n");
  });
});

describe("text for a page", () => {
  test("holds no control, bidi or zero-width characters, one line, and is capped", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, max) => {
        const line = safeLine(text, max);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect([...line].length).toBeLessThanOrEqual(max);
        expect(safeParagraphs(text, max).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
    expect(safeLine("inv\u202egnp.exe\u200b\r\nX")).toBe("invgnp.exe X");
  });
});

describe("redaction", () => {
  test("every field has a treatment in every tier that can be built", () => {
    for (const rule of allRules()) for (const tier of BUILT_TIERS) expect(rule[tier]).toBeTruthy();
    expect(() => ruleOf("account.shoe_size")).toThrow("no redaction rule");
  });

  test("an organisation shows internally only where it was verified", () => {
    const redactor = new Redactor("internal", KEY);
    expect(redactor.text("account.organization", "Norrland Paper", { accountId: "a", verified: true })).toBe(
      "Norrland Paper",
    );
    expect(redactor.text("account.organization", "Norrland Paper", { accountId: "b", verified: false })).toBe(
      "",
    );
    expect(redactor.log()).toMatchObject([{ field: "account.organization", count: 1 }]);
  });

  test("an address inside a user agent is taken out, the rest stays", () => {
    const redactor = new Redactor("internal", KEY);
    const shown = redactor.text("account.signup_user_agent", "bot/1 (me.too@mail.test; x)", {
      accountId: "a",
      verified: true,
    });
    expect(shown).toBe("bot/1 ([address removed]; x)");
    expect(redactor.withheld().map((one) => one.value)).toEqual(["me.too@mail.test"]);
  });

  test("a pseudonym joins within a kind and a packet, never across", () => {
    const one = new Redactor("internal", KEY);
    const two = new Redactor("internal", "6b".repeat(32));
    expect(one.identifier("phone", "+1", "a")).toBe(one.identifier("phone", "+1", "b"));
    expect(one.identifier("phone", "+1", "a")).not.toBe(one.identifier("email", "+1", "a"));
    expect(one.identifier("phone", "+1", "a")).not.toBe(two.identifier("phone", "+1", "a"));
  });

  test("a withheld identifier leaves a link's sentences, guards and counter-evidence with it", () => {
    const redactor = new Redactor("internal", KEY);
    const [link] = packetFixture({ accounts: 6, days: 1 }).links;
    const [row] = link?.evidence ?? [];
    if (link === undefined || row === undefined) throw new Error("the fixture has links with evidence");
    const named = {
      ...row,
      kind: "organization",
      value: "norrland paper",
      display: "Norrland P…",
      sentence: "Both named Norrland P… (norrland paper).",
    };
    const guards = [{ guard: "roster" as const, sentence: "Norrland P… is known shared infrastructure." }];
    const shown = redactedLink({ ...link, evidence: [named], guards }, redactor);
    expect(JSON.stringify(shown).toLowerCase()).not.toContain("norrland");
    expect(shown.guards[0]?.sentence).toMatch(/^pn_[0-9a-f]{24} is known/);
  });

  test("patterns and domains of addresses show in both tiers: they are nobody's address", () => {
    const redactor = new Redactor("internal", KEY);
    expect(redactor.identifier("email_pattern", "aaaa99@mail.test", "a")).toBe("aaaa99@mail.test");
    expect(redactor.withheld()).toEqual([]);
  });

  test("the counsel tier withholds nothing", () => {
    const redactor = new Redactor("counsel", KEY);
    for (const { field } of allRules())
      expect(redactor.text(field, "x@y.test", { accountId: "a", verified: false })).toBe("x@y.test");
    expect(redactor.withheld()).toEqual([]);
  });
});

describe("the search for leaks", () => {
  const scan = (value: string): LeakScan =>
    new LeakScan([{ field: "account.display_name", value, accountId: "a" }]);

  test("finds a value however it is quoted, escaped, cased or broken over lines", () => {
    const words = fc.stringMatching(/^[a-z]{3,9}$/);
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(" ", "\n", '","', " \u2014 ", "  "),
        (name, between) => {
          const text = `before ${name.join(between).toUpperCase()} after`;
          expect(scan(name.join(" ")).find(text, "f")).toEqual([
            { field: "account.display_name", accountId: "a", file: "f" },
          ]);
        },
      ),
    );
  });

  test("finds telephone numbers in any grouping and names in scripts without spaces", () => {
    expect(scan("+49 1590 5510000").find("call 49-15-90-55-10-000 now", "f")).toHaveLength(1);
    expect(scan("Alba Quist").find("Al\u200bba\u00ad Qu\u202eist", "f")).toHaveLength(1);
    expect(scan("王小明").find("账户王小明的", "f")).toHaveLength(1);
  });

  test("does not take part of a word for it, and tells what was too short to look for", () => {
    expect(scan("Mira Tasch").find("miranda tasche", "f")).toEqual([]);
    expect(scan("Al").tooShort).toBe(1);
  });

  test("a name that is also the packet's own word is no leak; an address always is", () => {
    const name = scan("network");
    name.explain("a network of accounts");
    expect(name.find("the network", "f")).toEqual([]);
    const address = scan("network@mail.test");
    address.explain("network@mail.test");
    expect(address.find("to network@mail.test", "f")).toHaveLength(1);
  });
});

describe("grouping and canonical form", () => {
  const account = fc.integer({ min: 0, max: 30 }).map((n) => `acct_${n}`);
  test("the builder and the standalone verifier make the same groups, in any order of links", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(account, account), { maxLength: 40 }), (pairs) => {
        const accounts = new Set(pairs.flat());
        const groups = groupsOf(
          accounts,
          pairs.map(([accountA, accountB]) => ({ accountA, accountB })),
        );
        expect(groupsOfVerifier(accounts, pairs)).toEqual(groups);
        expect(groupsOfVerifier([...accounts].reverse(), [...pairs].reverse())).toEqual(groups);
        expect(groups.flat().sort()).toEqual([...accounts].sort());
      }),
    );
  });

  test("both write the same canonical JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(canonicalJsonOfVerifier(value)).toBe(canonicalJson(value));
      }),
    );
  });
});

describe("figures", () => {
  test("a key in its own table and among the observations counts once; the window is by day", () => {
    const count = new FigureCount();
    count.subject({ membership: "core" });
    count.apiKey({ apiKeyId: "k1" });
    count.observation({ kind: "api_key", value: "k1" });
    count.observation({ kind: "api_key", value: "k2" });
    count.dailyActivity({ day: "2026-04-23", exchanges: 5, inputTokens: 1, outputTokens: 2 });
    count.dailyActivity({ day: "2026-04-22", exchanges: 0, inputTokens: 0, outputTokens: 0 });
    const figures = count.figures();
    expect(figures).toMatchObject({ accounts: 1, core_accounts: 1, api_keys: 2, exchanges: 5 });
    const exact = {
      ...figures,
      first_exchange_ms: Date.UTC(2026, 3, 23, 7),
      last_exchange_ms: Date.UTC(2026, 3, 23, 9),
    };
    expect(figureDifferences(exact, figures)).toEqual([]);
    expect(figureDifferences({ ...exact, first_exchange_ms: Date.UTC(2026, 3, 22) }, figures)).toEqual([
      { figure: "window", stated: "2026-04-22 to 2026-04-23", counted: "2026-04-23 to 2026-04-23" },
    ]);
  });
});
