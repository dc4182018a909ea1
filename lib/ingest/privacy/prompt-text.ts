import type { Cell } from "@/lib/ingest/formats/row-batch";

/** Characters of a prompt that are taken from a cell; the rest is not looked at. */
const CHARACTERS_MAX = 64 * 1024;
const PARTS_MAX = 64;

/** Text of a chat's messages, in order: of strings, and of `content` and `text` inside objects. */
function textsIn(value: unknown, texts: string[]): void {
  if (texts.length >= PARTS_MAX) return;
  if (typeof value === "string") texts.push(value);
  else if (Array.isArray(value)) for (const part of value) textsIn(part, texts);
  else if (typeof value === "object" && value !== null) {
    const { messages, content, text, role }: Record<string, unknown> = { ...value };
    // What the model said before is its own, not the template's.
    if (role === "assistant" || role === "tool") return;
    textsIn(messages ?? content ?? text, texts);
  }
}

function chatText(json: string): string | undefined {
  if (!/^\s*[[{]/.test(json) || !json.includes('"content"') || json.length > CHARACTERS_MAX) return undefined;
  try {
    const texts: string[] = [];
    textsIn(JSON.parse(json), texts);
    return texts.length === 0 ? undefined : texts.join("\n");
  } catch {
    return undefined;
  }
}

/**
 * A prompt as text, from a plain cell or from a chat's messages (as JSON text or as NDJSON and
 * Parquet give them). Empty where there is none; nothing in a prompt can reject its row.
 */
export function promptText(cell: Cell): string {
  if (typeof cell === "string") return (chatText(cell) ?? cell).slice(0, CHARACTERS_MAX);
  const texts: string[] = [];
  textsIn(cell, texts);
  return texts.join("\n").slice(0, CHARACTERS_MAX);
}
