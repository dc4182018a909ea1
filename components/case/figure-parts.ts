import { renderFigures } from "@/lib/domain/figures";

export interface FigurePart {
  text: string;
  /** The figure the text stands for; undefined for what was typed. */
  figure?: string;
}

/** A claim cut into what was typed and what was counted, so that a preview can mark the counted parts. */
export function figureParts(text: string, printed: Readonly<Record<string, string>>): FigurePart[] {
  const parts: FigurePart[] = [];
  for (const piece of text.split(/(\{\{\s*[a-z_]+\s*\}\})/g)) {
    if (piece === "") continue;
    const rendered = renderFigures(piece, { ...printed });
    const name = /^\{\{\s*([a-z_]+)\s*\}\}$/.exec(piece)?.[1];
    parts.push(name !== undefined && name in printed ? { text: rendered, figure: name } : { text: piece });
  }
  return parts;
}
