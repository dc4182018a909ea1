import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { capabilityOf } from "@/lib/engine/behaviour/capability-rules";
import { PromptHasher, SIGNATURE_HASHES } from "@/lib/engine/behaviour/prompt-signature";
import { promptWords } from "@/lib/engine/behaviour/prompt-words";
import { TemplateFamilies, type TemplateFamily } from "@/lib/engine/behaviour/template-families";
import { streamRows } from "@/lib/stores/evidence/query";
import { countSchema } from "@/lib/stores/evidence/schema";

/** Template families an import knows at a time: about 100 MiB. */
const FAMILIES_MAX = 100_000;
/** Prompts remembered word for word, as hashes, so that a repeated one costs no signature. */
const REMEMBERED_MAX = 65_536;

/** What stays of a prompt. */
export interface PromptTraits {
  /** "" where the prompt is too short to tell a template, or its template is past the limit. */
  templateId: string;
  capability: string;
}

const familyRow = z.object({
  signature: z.string().regex(/^([0-9A-F]{8})+$/),
  capability: z.string(),
  files: countSchema,
});

function signatureOf(hex: string): Uint32Array {
  const signature = new Uint32Array(hex.length / 8);
  for (let at = 0; at < signature.length; at += 1)
    signature[at] = Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16);
  return signature;
}

/**
 * Turns prompts into template ids and capability labels; the text goes no further. One for a whole
 * import: families last from file to file, and those of earlier imports are read at its start.
 */
export class PromptTemplates {
  private readonly hasher: PromptHasher;
  private readonly families: TemplateFamilies;
  private readonly remembered = new Map<number, TemplateFamily>();
  private used = new Set<TemplateFamily>();
  private loaded = false;

  /** `key` is a secret of this installation: signatures of two installations cannot be compared. */
  constructor(
    key: string,
    private readonly familiesMax = FAMILIES_MAX,
  ) {
    this.hasher = new PromptHasher(key);
    this.families = new TemplateFamilies(familiesMax);
  }

  /** Prompts that got no template because the limit was reached. */
  get leftOut(): number {
    return this.families.leftOut;
  }

  /** Families on hand, of earlier imports and this one. */
  get size(): number {
    return this.families.size;
  }

  /**
   * Reads the families that published imports brought, and what this import staged before it was
   * interrupted; those that most files had first. Does so once.
   */
  async load(client: ClickHouseClient, importId: string): Promise<void> {
    if (this.loaded) return;
    this.loaded = true;
    const rows = streamRows(
      client,
      `SELECT arrayStringConcat(arrayMap(hash -> leftPad(hex(hash), 8, '0'), any(t.signature))) AS signature, any(t.capability) AS capability, count() AS files
FROM (SELECT template_id, signature, capability FROM prompt_templates
  UNION ALL SELECT template_id, signature, capability FROM stage_prompt_templates WHERE startsWith(import_id, {own:String})) AS t
WHERE length(t.signature) = {hashes:UInt32} GROUP BY template_id ORDER BY files DESC, template_id LIMIT {limit:UInt32}`,
      { own: `${importId}/`, hashes: SIGNATURE_HASHES, limit: this.familiesMax },
      familyRow,
    );
    for await (const row of rows) this.families.add(signatureOf(row.signature), row.capability, row.files);
  }

  /** What stays of a prompt. */
  describe(prompt: string): PromptTraits {
    if (prompt === "") return { templateId: "", capability: "" };
    const words = promptWords(prompt);
    if (words === undefined) return { templateId: "", capability: capabilityOf(prompt) };
    const shingles = this.hasher.shingles(words);
    const exact = wordsHash(shingles);
    const known = this.remembered.get(exact);
    if (known !== undefined && !known.gone) {
      known.seen += 1;
      this.used.add(known);
      return { templateId: known.id, capability: known.capability };
    }
    const capability = capabilityOf(prompt);
    const family = this.families.assign(this.hasher.signature(shingles), capability);
    if (family === undefined) return { templateId: "", capability };
    if (this.remembered.size >= REMEMBERED_MAX) this.remembered.clear();
    this.remembered.set(exact, family);
    this.used.add(family);
    return { templateId: family.id, capability: family.capability };
  }

  /** The families the prompts since the last call were of; each file keeps its own, so that undoing one import leaves the others whole. */
  takeUsed(): TemplateFamily[] {
    const used = [...this.used].filter((family) => !family.gone);
    this.used = new Set();
    return used;
  }
}

/** 53 bits over the shingles in their order. */
function wordsHash(shingles: Uint32Array): number {
  let high = shingles.length;
  let low = 0x9e3779b9;
  for (const shingle of shingles) {
    high = Math.imul(high ^ shingle, 0x85ebca6b);
    low = Math.imul((low << 3) ^ (low >>> 29) ^ shingle, 0xc2b2ae35);
  }
  return (high >>> 11) * 4_294_967_296 + (low >>> 0);
}
