import { dayUtc, minuteUtc } from "@/lib/core/time";
import { printedFigures } from "@/lib/domain/figures";
import { CASE_STATUS_LABEL } from "@/lib/domain/case";
import { safeLine } from "@/lib/packet/format/safeText";
import { TIER_MEANING } from "@/lib/packet/format/wording";
import { printableLine } from "./printable";
import { ACCENT, INK, MUTED, type ReportPages } from "./reportPages";
import type { ReportContent } from "./renderReport";

const CONTENTS_TOP = 560;
const LABEL_WIDTH = 130;

/** First page: what this is, for whom, built when from what approval. Returns where the contents list goes, later. */
export function drawCover(pages: ReportPages, { input, tier }: ReportContent): number {
  const { packet, case: theCase } = input;
  pages.y = 118;
  pages.paragraph("EVIDENCE PACKET", { size: 10, weight: "semibold", color: ACCENT, after: 10 });
  pages.paragraph(printableLine(theCase.title, 160), {
    size: theCase.title.length > 60 ? 18 : 25,
    weight: "semibold",
    after: 8,
  });
  pages.paragraph(`Case ${theCase.number}`, { size: 13, color: MUTED, after: 22 });

  const figures = printedFigures(input.figures);
  const facts: [string, string][] = [
    ["Packet", packet.number],
    ["Tier", TIER_MEANING[tier]],
    [
      "Status",
      `${CASE_STATUS_LABEL[theCase.status]}; opened ${dayUtc(theCase.openedAtMs)} by ${theCase.openedByName}`,
    ],
    ["Purpose", safeLine(theCase.purpose, 300)],
    [
      "Records",
      `${figures["accounts"] ?? ""} accounts, ${figures["exchanges"] ?? ""} exchanges, ${figures["window"] ?? ""}`,
    ],
    ["Built", `${minuteUtc(packet.builtAtMs)} by ${packet.builtBy}, Ringleader ${packet.softwareVersion}`],
  ];
  for (const [label, value] of facts) drawFact(pages, label, value);
  drawFact(pages, "Approved content", `SHA-256 ${theCase.contentHash}`, 7.8);
  return Math.max(CONTENTS_TOP, pages.y + 16);
}

/** A label and its value side by side; the value may wrap. */
export function drawFact(pages: ReportPages, label: string, value: string, size = 9.5): void {
  pages.use("regular", size, INK);
  const lines = pages.wrapped(printableLine(value, 700), pages.width - LABEL_WIDTH);
  lines.forEach((line, i) => {
    pages.reserve(size * 1.45);
    if (i === 0) {
      pages.use("medium", size, MUTED);
      pages.place(label, pages.left, pages.y, LABEL_WIDTH);
    }
    pages.use("regular", size, INK);
    pages.place(line, pages.left + LABEL_WIDTH, pages.y, pages.width - LABEL_WIDTH);
    pages.y += size * 1.45;
  });
  pages.y += 5;
}

/** Fills the contents list into the cover, once the sections' pages are known. */
export function drawContents(pages: ReportPages, top: number): void {
  pages.doc.switchToPage(0);
  pages.y = top;
  pages.use("semibold", 10, ACCENT);
  pages.place("CONTENTS", pages.left, pages.y, pages.width);
  pages.y += 20;
  pages.sections.forEach(({ title, page }, i) => {
    pages.use("regular", 9.5, INK);
    pages.place(`${i + 1}  ${title}`, pages.left, pages.y, pages.width);
    pages.place(String(page), pages.left, pages.y, pages.width, "right");
    pages.y += 16;
  });
}
