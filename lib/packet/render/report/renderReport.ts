import type { PrintedClaim } from "@/lib/packet/format/analysis";
import type { PacketInput } from "@/lib/packet/format/packetInput";
import type { Link } from "@/lib/domain/link";
import type { BuiltTier } from "@/lib/packet/format/tierRules";
import { drawContents, drawCover } from "./cover";
import { drawAgainst, drawApprovals, drawLimits, drawMethod, drawSources } from "./basis";
import { drawClaims, drawSummary } from "./findings";
import { drawLinks, drawMembers } from "./listings";
import { ACCENT, MUTED, ReportPages } from "./reportPages";
import { printableLine } from "./printable";

/** What the report states: the input, with links and claims as the tier may show them. */
export interface ReportContent {
  input: PacketInput;
  tier: BuiltTier;
  claims: readonly PrintedClaim[];
  links: readonly Link[];
  groups: readonly (readonly string[])[];
  shared: PacketInput["network"]["shared"];
}

export interface RenderedReport {
  bytes: Buffer;
  /** Everything a reader, or a search of the file, can find in it. */
  textLayer: string[];
  pages: { page: number; bates: string }[];
}

function batesNumber(packetNumber: string, page: number): string {
  return `${packetNumber}-${String(page).padStart(6, "0")}`;
}

/** data/01-memo/report.pdf: PDF/A-2b, the same bytes for the same content. */
export async function renderReport(content: ReportContent): Promise<RenderedReport> {
  const { packet, case: theCase } = content.input;
  const pages = new ReportPages({
    title: `${theCase.number}: ${theCase.title}`,
    author: `Ringleader ${packet.softwareVersion}`,
    subject: `Evidence packet ${packet.number}, ${content.tier} tier, approved content ${theCase.contentHash}`,
    builtAtMs: packet.builtAtMs,
  });
  const contentsTop = drawCover(pages, content);
  pages.newPage();
  drawSummary(pages, content);
  drawClaims(pages, content);
  drawAgainst(pages, content);
  drawApprovals(pages, content);
  drawLimits(pages);
  drawMethod(pages, content);
  drawMembers(pages, content);
  drawLinks(pages, content);
  drawSources(pages, content);
  const total = pages.pageNumber;
  drawContents(pages, contentsTop);
  pages.onEveryPage((page) => drawMargins(pages, content, page, total));
  const numbered = Array.from({ length: total }, (_, i) => ({
    page: i + 1,
    bates: batesNumber(packet.number, i + 1),
  }));
  return { bytes: await pages.bytes(), textLayer: pages.textLayer, pages: numbered };
}

function drawMargins(pages: ReportPages, { input, tier }: ReportContent, page: number, total: number): void {
  const { packet, case: theCase } = input;
  const foot = pages.doc.page.height - 42;
  pages.use("semibold", 7.5, ACCENT);
  pages.place(`${tier.toUpperCase()} TIER`, pages.left, 36, pages.width);
  pages.use("regular", 7.5, MUTED);
  pages.place(`Packet ${packet.number}`, pages.left, 36, pages.width, "right");
  if (page > 1) pages.place(printableLine(theCase.title, 70), pages.left, 36, pages.width, "center");
  pages.y = 50;
  pages.horizontalRule();
  pages.y = foot - 8;
  pages.horizontalRule();
  pages.use("medium", 7.5, MUTED);
  pages.place(batesNumber(packet.number, page), pages.left, foot, pages.width);
  pages.use("regular", 7.5, MUTED);
  pages.place(`content ${theCase.contentHash.slice(0, 16)}`, pages.left, foot, pages.width, "center");
  pages.place(`Page ${page} of ${total}`, pages.left, foot, pages.width, "right");
}
