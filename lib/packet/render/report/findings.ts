import { counted, grouped } from "@/lib/core/format";
import { FIGURE_LABEL, printedFigures } from "@/lib/domain/figures";
import { FAMILY_LABEL } from "@/lib/domain/identifier";
import { evidenceWords } from "@/lib/packet/format/analysis";
import { DEFINITIONS } from "@/lib/packet/format/wording";
import { MUTED, type ReportPages } from "./reportPages";
import { drawFact } from "./cover";
import { drawTable } from "./table";
import type { ReportContent } from "./renderReport";

const SHARED_ROWS_MAX = 20;
const EVIDENCE_REFERENCES_MAX = 12;

/** The network in one sentence, the figures with their definitions, and what its accounts share. */
export function drawSummary(pages: ReportPages, { input, groups, shared }: ReportContent): void {
  const { network } = input;
  pages.section("Summary");
  pages.paragraph(
    `The engine's network ${network.label} as a whole, all memberships, "share" meaning used by at least two. The case's own figures stand in the table below.`,
    { color: MUTED, after: 2 },
  );
  pages.paragraph(network.headline, { size: 11.5, weight: "medium", after: 8 });
  pages.paragraph(`Purpose of the case: ${input.case.purpose}`);
  const linked = groups.filter((group) => group.length > 1);
  const alone = groups.length - linked.length;
  pages.paragraph(
    `Network ${network.label}: median link strength ${network.strengthBits.toFixed(1)} bits; evidence of ${counted(network.families.length, "family", "families")}: ${network.families.map((family) => FAMILY_LABEL[family].toLowerCase()).join(", ")}. ` +
      `The confirmed links in this packet hold the case's accounts together in ${counted(linked.length, "group")}` +
      `${alone === 0 ? "." : `; ${counted(alone, "account")} of the case ${alone === 1 ? "has" : "have"} no confirmed link in it.`}`,
  );
  const printed = printedFigures(input.figures);
  pages.y += 4;
  drawTable(
    pages,
    [
      { title: "Figure, counted over the accounts of this case", share: 0.55 },
      { title: "From the records", share: 0.45, align: "right" },
    ],
    Object.entries(FIGURE_LABEL).map(([name, label]) => [label, printed[name] ?? ""]),
  );
  if (shared.length > 0) {
    pages.paragraph("Identifiers that hold it together", { weight: "semibold", size: 10.5, after: 4 });
    drawTable(
      pages,
      [
        { title: "Kind", share: 0.2 },
        { title: "Identifier", share: 0.44 },
        { title: "Members using it", share: 0.18, align: "right" },
        { title: "Other accounts", share: 0.18, align: "right" },
      ],
      shared
        .slice(0, SHARED_ROWS_MAX)
        .map((one) => [one.kindLabel, one.display, grouped(one.members), grouped(one.others)]),
    );
    if (shared.length > SHARED_ROWS_MAX) {
      pages.paragraph(`Showing ${SHARED_ROWS_MAX} of ${shared.length}; all are in networks.json.`, {
        color: MUTED,
      });
    }
  }
  pages.paragraph("Words used in this report", { weight: "semibold", size: 10.5, after: 5 });
  for (const [word, meaning] of DEFINITIONS) drawFact(pages, word, meaning);
}

/** Every claim with its figures filled in and the evidence it rests on. */
export function drawClaims(pages: ReportPages, { claims }: ReportContent): void {
  pages.section("What is claimed");
  pages.paragraph(
    "Figures of the case (accounts, exchanges, payment instruments and the like) were counted from the records when this packet was built and can be counted again from data/03-records; claims.csv names them. Any other number in a claim is its author's own wording.",
    { color: MUTED },
  );
  if (claims.length === 0) pages.paragraph("The case makes no claim.");
  claims.forEach((claim, i) => {
    pages.reserve(48);
    pages.y += 4;
    pages.paragraph(`Claim ${i + 1}`, { weight: "semibold", size: 9, color: MUTED, after: 1 });
    pages.paragraph(claim.rendered, { size: 10.5, after: 3 });
    const named = claim.evidence.slice(0, EVIDENCE_REFERENCES_MAX).map(evidenceWords).join("; ");
    const more = claim.evidence.length - EVIDENCE_REFERENCES_MAX;
    pages.paragraph(`Rests on: ${named}${more > 0 ? `; and ${more} more in claims.csv` : ""}.`, {
      size: 8.5,
      color: MUTED,
      after: 1,
    });
    pages.paragraph(`Stated by ${claim.author}, ${claim.createdAt.slice(0, 16).replace("T", " ")} UTC.`, {
      size: 8.5,
      color: MUTED,
    });
  });
}
