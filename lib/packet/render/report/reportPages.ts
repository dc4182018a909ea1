import { readFileSync } from "node:fs";
import PdfKitDocument from "pdfkit";
import { assetPath } from "../assetPath";
import { printableLine, printableParagraphs } from "./printable";

const FONT_FOLDER = "node_modules/@expo-google-fonts/inter";
const FONTS = {
  regular: "400Regular/Inter_400Regular.ttf",
  medium: "500Medium/Inter_500Medium.ttf",
  semibold: "600SemiBold/Inter_600SemiBold.ttf",
} as const;
export type Weight = keyof typeof FONTS;

export const INK = "#1b1f24";
export const MUTED = "#5b6470";
export const RULE = "#c9cfd6";
export const SHADE = "#f2f4f6";
export const ACCENT = "#7a1f2b";

const MARGIN = 56;
const TOP = 78;
const BOTTOM = 66;
const WORD_WIDTHS_MAX = 50_000;

/** Figures of one width keep dots and ones in addresses apart; with hyphens about, they would widen those too. */
function featuresFor(text: string): PDFKit.Mixins.OpenTypeFeatures[] {
  return text.includes("-") ? [] : ["tnum"];
}

interface TextStyle {
  size?: number;
  weight?: Weight;
  color?: string;
  /** Space below, in points. */
  after?: number;
  indent?: number;
}

/** A4 pages of running text. Keeps all text it draws, so that it can be searched as a reader would. */
export class ReportPages {
  readonly doc: PDFKit.PDFDocument;
  readonly left = MARGIN;
  readonly width: number;
  /** Everything drawn, line by line and before it was broken into lines, and all metadata. */
  readonly textLayer: string[] = [];
  readonly sections: { title: string; page: number }[] = [];
  y = TOP;
  private pageIndex = 0;
  private selected: { weight: Weight; size: number } = { weight: "regular", size: 10 };
  /** Width of words at one point, by weight: shaping is what takes the time. */
  private readonly wordWidths = new Map<string, number>();

  constructor(info: { title: string; author: string; subject: string; builtAtMs: number }) {
    const at = new Date(info.builtAtMs);
    const metadata = {
      Title: printableLine(info.title, 200),
      Author: printableLine(info.author, 200),
      Subject: printableLine(info.subject, 200),
    };
    this.textLayer.push(...Object.values(metadata));
    this.doc = new PdfKitDocument({
      size: "A4",
      margin: 0,
      bufferPages: true,
      pdfVersion: "1.7",
      subset: "PDF/A-2b",
      lang: "en-GB",
      displayTitle: true,
      info: { ...metadata, Creator: "Ringleader", Producer: "Ringleader", CreationDate: at, ModDate: at },
    });
    for (const [weight, path] of Object.entries(FONTS)) {
      this.doc.registerFont(weight, readFileSync(assetPath(`${FONT_FOLDER}/${path}`)));
    }
    this.width = this.doc.page.width - 2 * MARGIN;
  }

  get bottom(): number {
    return this.doc.page.height - BOTTOM;
  }

  get pageNumber(): number {
    return this.pageIndex + 1;
  }

  newPage(): void {
    this.doc.addPage();
    this.pageIndex++;
    this.y = TOP;
  }

  /** Starts a new page where less than `points` are left. */
  reserve(points: number): void {
    if (this.y + points > this.bottom) this.newPage();
  }

  /** A numbered heading that is listed in the contents. */
  section(title: string): void {
    this.reserve(110);
    if (this.y > TOP) this.y += 14;
    this.sections.push({ title, page: this.pageNumber });
    this.doc.outline.addItem(title);
    this.paragraph(`${this.sections.length}  ${title}`, { size: 15, weight: "semibold", after: 9 });
  }

  /** Running text that breaks over pages by line. */
  paragraph(text: string, style: TextStyle = {}): void {
    const { size = 9.5, weight = "regular", color = INK, after = 6, indent = 0 } = style;
    const width = this.width - indent;
    for (const part of printableParagraphs(text, 20_000).split("\n")) {
      this.use(weight, size, color);
      for (const line of this.wrapped(part, width)) {
        const height = size * 1.45;
        this.reserve(height);
        this.use(weight, size, color);
        this.place(line, this.left + indent, this.y, width);
        this.y += height;
      }
    }
    this.y += after;
  }

  /** Selects font, size and colour for what follows. */
  use(weight: Weight, size: number, color: string): void {
    this.doc.font(weight).fontSize(size).fillColor(color);
    this.selected = { weight, size };
  }

  /** Draws one line at a place, in the selected font; does not wrap, and keeps the text for searching. */
  place(
    line: string,
    x: number,
    y: number,
    width: number,
    align: "left" | "right" | "center" = "left",
  ): void {
    this.textLayer.push(line);
    if (line === "") return;
    const space = align === "left" ? 0 : width - this.widthOf(line);
    this.doc.text(line, x + (align === "center" ? space / 2 : space), y, {
      lineBreak: false,
      features: featuresFor(line),
    });
  }

  /** Breaks text into lines that fit, in the selected font; a word wider than the line is cut where it must be. */
  wrapped(text: string, width: number): string[] {
    this.textLayer.push(text);
    const lines: string[] = [];
    const space = this.widthOf(" ");
    let line = "";
    let used = 0;
    const breakLine = (): void => {
      if (line !== "") lines.push(line);
      line = "";
      used = 0;
    };
    for (const word of text.split(" ")) {
      const wide = this.widthOf(word);
      if (line !== "" && used + space + wide > width) breakLine();
      if (wide <= width) {
        line = line === "" ? word : `${line} ${word}`;
        used += (used === 0 ? 0 : space) + wide;
        continue;
      }
      for (const character of word) {
        const one = this.widthOf(character);
        if (used + one > width) breakLine();
        line += character;
        used += one;
      }
    }
    breakLine();
    return lines.length === 0 ? [""] : lines;
  }

  private widthOf(text: string): number {
    const { weight, size } = this.selected;
    const features = featuresFor(text);
    const unit = (word: string): number => this.unitWidth(weight, word, features);
    const words = text === " " ? [text] : text.split(" ");
    return size * words.reduce((sum, word) => sum + unit(word), (words.length - 1) * unit(" "));
  }

  private unitWidth(weight: Weight, word: string, features: PDFKit.Mixins.OpenTypeFeatures[]): number {
    const key = `${weight} ${features.length} ${word}`;
    const known = this.wordWidths.get(key);
    if (known !== undefined) return known;
    const width = this.doc.widthOfString(word, { features }) / this.selected.size;
    if (this.wordWidths.size < WORD_WIDTHS_MAX) this.wordWidths.set(key, width);
    return width;
  }

  horizontalRule(color = RULE): void {
    this.doc
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .lineWidth(0.6)
      .strokeColor(color)
      .stroke();
  }

  /** Draws on every page once all are there. */
  onEveryPage(draw: (page: number, pages: number) => void): void {
    const { count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(index);
      draw(index + 1, count);
    }
  }

  /** The finished file. */
  async bytes(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const done = new Promise<void>((resolve, reject) => {
      this.doc.on("data", (chunk: Buffer) => chunks.push(chunk));
      this.doc.on("end", () => resolve());
      this.doc.on("error", reject);
    });
    this.doc.end();
    await done;
    return Buffer.concat(chunks);
  }
}
