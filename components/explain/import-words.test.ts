import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { EvidenceRow, UseWindow } from "@/lib/domain/evidence";
import { EvidenceRowView } from "./EvidenceRow";

const unsaid: UseWindow = { firstSeenMs: null, lastSeenMs: null, count: 1 };
const row = (a: UseWindow, b: UseWindow): EvidenceRow => ({
  kind: "device",
  kindLabel: "device",
  family: "client",
  value: "d0",
  display: "d0",
  bits: 5,
  contribution: 5,
  crowd: 2,
  observedCrowd: 2,
  population: 100,
  chance: 0.01,
  gapMs: 0,
  expectedStrangers: 0.01,
  kappa: 8,
  direct: false,
  a,
  b,
  roster: null,
  sentence: "Both used d0.",
});
const shown = (a: UseWindow, b: UseWindow = unsaid): string =>
  renderToStaticMarkup(createElement(EvidenceRowView, { row: row(a, b) }));

test("each use leads to the imports it came from, and those that are not named are counted", () => {
  const imports = ["june.csv", "may.csv"].map((label, at) => ({
    id: `imp ${at}`,
    label,
    atMs: Date.UTC(2026, 5 - at, 2),
  }));
  const html = shown({ ...unsaid, imports, importsTotal: 9 }, { ...unsaid, imports, importsTotal: 2 });
  expect(html.match(/href="\/sources\?import=imp%200"/g)).toHaveLength(2);
  expect(html).toContain("<bdi>june.csv</bdi></a> (2 Jun 2026)");
  expect(html).toContain("<bdi>may.csv</bdi></a> (2 May 2026)");
  expect(html.match(/7 older imports/g)).toHaveLength(1);
});

test("a file name stays text, on one line, without characters one cannot see", () => {
  const label = `<img src=x>\u202e\u0000gpj${"x".repeat(300)}`;
  const html = shown({ ...unsaid, imports: [{ id: "i", label, atMs: 0 }], importsTotal: 1 });
  expect(html).not.toMatch(/[\p{Cc}\u202e]|<img/u);
  expect(/<bdi>(&lt;img[^<]*)<\/bdi>/.exec(html)?.[1]).toContain("…");
});

test("a row kept by an older run says nothing of imports", () => {
  expect(shown(unsaid)).not.toContain("/sources");
});
