import { grouped } from "@/lib/core/format";
import { minuteUtc } from "@/lib/core/time";
import type { CaseReview } from "@/lib/domain/case";
import { LIMIT_SENTENCES, METHOD_SENTENCES } from "@/lib/packet/format/wording";
import { MUTED, type ReportPages } from "./reportPages";
import { drawFact } from "./cover";
import { drawTable } from "./table";
import type { ReportContent } from "./renderReport";

const DECISION_WORDS: Record<CaseReview["decision"], string> = {
  submitted: "Submitted for review",
  approved: "Approved",
  sent_back: "Sent back",
};

/** How the links were scored, in plain words, with version and parameters. */
export function drawMethod(pages: ReportPages, { input }: ReportContent): void {
  pages.section("Method in plain words");
  for (const sentence of METHOD_SENTENCES) pages.paragraph(sentence);
  for (const note of input.method.notes) pages.paragraph(note);
  drawFact(pages, "Version", input.method.modelVersion);
  const simple = Object.entries(input.method.parameters).filter(([, value]) => typeof value !== "object");
  if (simple.length > 0) {
    drawFact(pages, "Parameters", simple.map(([name, value]) => `${name} ${String(value)}`).join("; "));
  }
  pages.paragraph("All parameters and the measured chances are in data/04-analysis/method.json.", {
    color: MUTED,
  });
}

/** What the engine itself holds against the finding, before anybody decided. */
export function drawAgainst(pages: ReportPages, { input, links }: ReportContent): void {
  pages.section("What speaks against");
  const { guards } = input.network;
  const subjects = new Set(input.subjects.map((subject) => subject.accountId));
  const weakBridges = input.network.weakBridges.filter(
    (bridge) => subjects.has(bridge.accountA) && subjects.has(bridge.accountB),
  );
  const others = input.network.weakBridges.length - weakBridges.length;
  if (others > 0) {
    pages.paragraph(`•  ${grouped(others)} weak bridges lie outside the accounts of this case.`);
  }
  for (const bridge of weakBridges) {
    pages.paragraph(
      `•  A weak bridge: without the link of ${bridge.bits.toFixed(1)} bits between ${bridge.accountA} and ${bridge.accountB} the network falls into parts of ${grouped(bridge.sideA)} and ${grouped(bridge.sideB)} accounts.`,
    );
  }
  const countered = links.filter((link) => link.counterEvidence.length > 0).length;
  if (countered > 0)
    pages.paragraph(`•  ${grouped(countered)} of the links carry counter-evidence, shown with each.`);
  for (const guard of guards) pages.paragraph(`•  ${guard.sentence}`);
  if (weakBridges.length + others + countered + guards.length === 0)
    pages.paragraph("The engine recorded no weak bridge, no counter-evidence and no guard.");
}

/** Who decided what, when, over which content. */
export function drawApprovals(pages: ReportPages, { input }: ReportContent): void {
  pages.section("Review and approval");
  pages.paragraph(
    `This packet was built under the approval of content ${input.case.contentHash}. A decision over other content is void for it.`,
    { color: MUTED },
  );
  drawTable(
    pages,
    [
      { title: "Decision", share: 0.2 },
      { title: "By", share: 0.18 },
      { title: "At (UTC)", share: 0.2 },
      { title: "Reason", share: 0.26 },
      { title: "Content", share: 0.16 },
    ],
    input.approvals.map((one) => [
      DECISION_WORDS[one.decision],
      one.byName,
      minuteUtc(one.atMs).replace(" UTC", ""),
      one.reason,
      one.contentHash === input.case.contentHash
        ? "this content"
        : `earlier: ${one.contentHash.slice(0, 12)}`,
    ]),
  );
}

/** What is not known, and what the method cannot show. */
export function drawLimits(pages: ReportPages): void {
  pages.section("What is not known, and limits");
  for (const sentence of LIMIT_SENTENCES) pages.paragraph(`•  ${sentence}`);
}

/** The files the records came from. */
export function drawSources(pages: ReportPages, { input }: ReportContent): void {
  pages.section("Where the records come from");
  drawTable(
    pages,
    [
      { title: "File", share: 0.26 },
      { title: "Import", share: 0.24 },
      { title: "Rows", share: 0.1, align: "right" },
      { title: "Rejected", share: 0.1, align: "right" },
      { title: "SHA-256", share: 0.3 },
    ],
    input.imports.flatMap((one) =>
      one.files.map((file) => [
        file.file,
        [one.source, minuteUtc(one.startedAtMs)],
        grouped(file.rows),
        grouped(file.rejected),
        file.sha256,
      ]),
    ),
  );
}
