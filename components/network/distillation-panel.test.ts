import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import {
  DISTILLATION_FINDINGS,
  type DistillationAssessment,
  type DistillationTestResult,
} from "@/lib/domain/distillation";
import type { NetworkView } from "@/lib/domain/views";
import { DistillationPanel } from "./DistillationPanel";
import { FINDING_WORDS } from "./FindingMark";

const result = (finding: DistillationTestResult["finding"], at: number): DistillationTestResult => ({
  id: `test_${at}`,
  label: `Test ${at}`,
  group: "machine",
  finding,
  statistic: { name: "share", value: 0.5 },
  nullModel: `Null model ${at}`,
  pValue: 0,
  bits: 0,
  sentence: at === 0 ? "12 of 14 <b>accounts</b>." : `Sentence ${at}.`,
  basis: [
    { label: "accounts", value: 14 },
    { label: "accounts", value: 3 },
  ],
});

const ASSESSMENT: DistillationAssessment = {
  grade: "some signs",
  sentence: "Of 4 tests 3 could be made.",
  rule: "The rule.",
  accounts: 14,
  sampled: 14,
  tests: DISTILLATION_FINDINGS.map(result),
};

const view = (distillation: DistillationAssessment | null): NetworkView => ({
  id: "N-0001",
  label: "N-0001",
  core: 14,
  probable: 0,
  fringe: 0,
  accounts: 14,
  exchanges: 10,
  firstMs: null,
  lastMs: null,
  perDay: [],
  shared: [],
  sharedCounts: [],
  families: [],
  strengthBits: 5,
  protectedAccounts: 0,
  bannedAccounts: 0,
  cases: [],
  headline: "",
  members: [],
  membersTotal: 14,
  weakBridges: [],
  guards: [],
  lineage: [],
  run: null,
  distillation,
});

const shown = (assessment: DistillationAssessment | null): string =>
  renderToStaticMarkup(createElement(DistillationPanel, { view: view(assessment) }));

test("every test is shown with its finding in words, its sentence, its null model, and a p that is no zero", () => {
  const html = shown(ASSESSMENT);
  for (const [at, finding] of DISTILLATION_FINDINGS.entries()) {
    expect(html).toContain(FINDING_WORDS[finding]);
    expect(html).toContain(`Null model ${at}`);
  }
  expect(html).toContain("some signs");
  expect(html).toContain("The rule.");
  expect(html).toContain("under 1e-9");
  expect(html).toContain("12 of 14 &lt;b&gt;accounts&lt;/b&gt;.");
});

test("findings differ in shape, not in words or colour alone", () => {
  const shapes = [...shown(ASSESSMENT).matchAll(/<svg[^>]*>(.*?)<\/svg>/g)].map(([, shape]) => shape);
  expect(new Set(shapes).size).toBe(DISTILLATION_FINDINGS.length);
});

test("a network that was not assessed says so", () => {
  expect(shown(null)).toContain("Not assessed");
});
