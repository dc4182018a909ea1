import * as fc from "fast-check";
import { expect, test } from "vitest";
import { printedFigures } from "@/lib/domain/figures";
import { languageHints, type LanguageRule } from "./language";

const FIGURES = printedFigures({
  accounts: 388,
  core_accounts: 340,
  exchanges: 2_100_431,
  input_tokens: 8_400_000_000,
  output_tokens: 3_100_000_000,
  payment_instruments: 38,
  api_keys: 1_204,
  ip_ranges: 17,
  first_exchange_ms: Date.UTC(2026, 3, 22),
  last_exchange_ms: Date.UTC(2026, 5, 5),
});

function rulesOf(text: string): LanguageRule[] {
  return languageHints(text, FIGURES).map((hint) => hint.rule);
}

test("words of proof are marked in every form, and kindred words are not", () => {
  for (const text of [
    "This proves it.",
    "It is proven.",
    "They PROVED it",
    "proof of one operator",
    "beyond any doubt",
  ]) {
    expect(rulesOf(text), text).toContain("proof");
  }
  for (const text of [
    "The provider improved waterproofing.",
    "An approved case.",
    "provenance of the rows",
  ]) {
    expect(rulesOf(text), text).not.toContain("proof");
  }
});

test("0 % and 100 % are marked however they are spaced, other percentages are not", () => {
  for (const text of [
    "0 % doubt",
    "100% match",
    "a chance of 0.0 %",
    "100\u00a0%",
    "100 percent",
    "hundred per cent",
  ]) {
    expect(rulesOf(text), text).toContain("certainty");
  }
  for (const text of ["10 % of them", "1100 % more", "50%", "99.100 %", "0.5 % of requests"]) {
    expect(rulesOf(text), text).not.toContain("certainty");
  }
});

test("likelihood and confidence may share a text but not a sentence", () => {
  expect(rulesOf("It is likely, with high confidence, that one operator runs them.")).toEqual([
    "likelihood_and_confidence",
  ]);
  expect(
    rulesOf("One operator very likely runs them. Confidence is moderate: payments alone tie them."),
  ).toEqual([]);
  expect(rulesOf("One operator very likely runs them.")).toEqual([]);
});

test("likelihood words of both rows in one text are marked; probable members are no judgement", () => {
  expect(rulesOf("It is likely. A second operator is improbable.")).toEqual(["mixed_likelihood_rows"]);
  expect(rulesOf("It is likely that the probable members joined later.")).toEqual([]);
});

test("a typed number is marked where a figure exists, and the hint names the figure", () => {
  const typed = languageHints("388 accounts made 2,100,431 exchanges on 38 cards.", FIGURES);
  expect(typed.map((hint) => hint.figure)).toEqual(["payment_instruments", "exchanges", "accounts"]);
  expect(languageHints("412 accounts", FIGURES)[0]?.advice).toContain("{{accounts}} (now 388)");
  expect(languageHints("2.1 million exchanges", FIGURES)[0]?.found).toBe("2.1 million exchanges");
  expect(languageHints("In total 2 100 431 of them.", FIGURES)[0]?.figure).toBe("exchanges");
});

test("named figures, years and other numbers are left alone", () => {
  expect(rulesOf("{{accounts}} accounts made {{exchanges}} exchanges, {{window}}.")).toEqual([]);
  expect(rulesOf("The pool was banned on 3 July 2026 and regrew within 4 days.")).toEqual([]);
});

test("a count of traffic asks for its window", () => {
  expect(rulesOf("{{exchanges}} exchanges")).toEqual(["count_without_window"]);
  expect(rulesOf("{{accounts}} accounts")).toEqual([]);
});

test("contact data and addresses in a sentence are marked", () => {
  expect(rulesOf("The holder is jo@example.test at 240.0.3.17.")).toEqual(["personal_data", "personal_data"]);
  expect(rulesOf("Version 1.2.3 of the client.")).toEqual([]);
});

test("any text is read in reasonable time and never throws", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4_000, unit: "binary" }), (text) => {
      for (const hint of languageHints(text, FIGURES)) expect(hint.found.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
  const started = performance.now();
  languageHints("1 ".repeat(2_000), FIGURES);
  languageHints("a@".repeat(2_000), FIGURES);
  languageHints("9,".repeat(2_000), FIGURES);
  expect(performance.now() - started).toBeLessThan(2_000);
});
