import { aspect, type Draw } from "./draw";
import type { Prompt } from "./segment";

const TEMPLATE = aspect("prompt template");
const TASK = aspect("task");

export const MODELS = { before: "sable-3", small: "sable-3-mini", after: "sable-4" } as const;

const EVERYDAY = [
  "writing",
  "summarization",
  "translation",
  "coding",
  "data_extraction",
  "chat",
  "math",
  "agentic_tool_use",
] as const;

/** A template by what it belongs to and its number. */
export function templateId(draw: Draw, owner: number, number: number): string {
  return `tpl_${draw.token(TEMPLATE ^ owner, number).slice(0, 12)}`;
}

const OWN_TEMPLATE = aspect("own template");
const PUBLIC_TEMPLATE = aspect("public template");

/** Templates of public cookbooks, which anybody may send. */
const PUBLIC_TEMPLATES = 25;

export function publicTemplate(draw: Draw, number: number): string {
  return templateId(draw, PUBLIC_TEMPLATE, number);
}

/** What an honest holder sends: by hand, a template of their own, or one from a public cookbook. */
export function everydayPrompt(draw: Draw, holder: number, model: string, bits: number): Prompt {
  const roll = (bits & 0xff) / 256;
  const own = draw.unit(TASK, holder) < 0.45;
  const number = (bits >>> 8) % 3;
  const template =
    own && roll < 0.6
      ? templateId(draw, OWN_TEMPLATE, holder * 4 + number)
      : roll > 0.9
        ? publicTemplate(draw, (bits >>> 8) % PUBLIC_TEMPLATES)
        : "";
  return {
    model,
    templateId: template,
    capability: draw.pick(EVERYDAY, TASK, holder, 1 + ((bits >>> 12) % 3)),
    maxTokens: draw.pick([1024, 1024, 2048, 4096, 4096, 8192], TASK, holder, 7),
    temperature: draw.pick([0, 0.2, 0.5, 0.7, 1, 1], TASK, holder, 8),
  };
}
