/** Characters of a prompt that are looked at; what makes a template stands at its beginning. */
const CHARACTERS_READ = 16_384;
/** Words of a prompt that go into its signature. */
const WORDS_READ = 1_024;
const TAG_PAIRS_MAX = 64;

/** Stands for what changes from one filling of a template to the next. */
const SLOT = "\ue000";
/** Stands for a number, a date, an id with digits. */
const NUMBER = "\ue001";

/** Words after which a line holds what the template was filled with. */
const FILLED_AFTER =
  /^[\s#>*-]*(?:user )?(?:question|input|text|article|document|passage|problem|code|query|content|data|sentence|source|transcript|conversation|diff|log|email|message|answer|response)s?\**\s*[:：]/i;

const FENCED = /```[\s\S]*?(?:```|$)|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)/g;
const PLACEHOLDER =
  /\{\{[^{}\n]{0,200}\}\}|\$?\{[\w .:-]{1,100}\}|\[\[[^[\]\n]{0,200}\]\]|<\/?[A-Za-z_][\w-]{0,60}\/?>/g;
const QUOTED =
  /"[^"\n]{1,500}"|“[^”\n]{1,500}”|«[^»\n]{1,500}»|„[^“\n]{1,500}“|「[^」\n]{1,500}」|`[^`\n]{1,500}`|(?<![\p{L}\p{N}])'[^'\n]{1,200}'(?![\p{L}\p{N}])/gu;
const ADDRESS = /\bhttps?:\/\/\S+|\bwww\.\S+|(?<![^\s@])[^\s@]{1,64}@[^\s@]{1,253}/g;
const WITH_DIGITS = /(?<![\p{L}_])[\p{L}_]{0,64}\p{N}[\p{L}\p{N}_.,:/+-]*/gu;
/** Scripts written without spaces: a character counts as a word. */
const WORD =
  /[\ue000\ue001]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}]+/gu;

/** `<essay> … </essay>` → a slot; of nested pairs the outer one. */
function withoutTagged(text: string): string {
  if (!text.includes("</")) return text;
  const open = /<([A-Za-z_][\w-]{0,60})>/g;
  let out = "";
  let from = 0;
  for (let pairs = 0; pairs < TAG_PAIRS_MAX; pairs += 1) {
    open.lastIndex = from;
    const match = open.exec(text);
    if (match === null) break;
    const end = `</${match[1] ?? ""}>`;
    const close = text.indexOf(end, open.lastIndex);
    if (close === -1) {
      out += text.slice(from, open.lastIndex);
      from = open.lastIndex;
      continue;
    }
    out += `${text.slice(from, match.index)} ${SLOT} `;
    from = close + end.length;
  }
  return out + text.slice(from);
}

/** Lines from one that begins "Question:" on are what the template was filled with, until the next such line. */
function withoutFilledLines(text: string): string {
  const kept: string[] = [];
  let filling = false;
  for (const line of text.split("\n")) {
    const label = FILLED_AFTER.exec(line);
    if (label !== null) {
      kept.push(`${label[0]} ${SLOT}`);
      filling = true;
    } else if (!filling) kept.push(line);
  }
  return kept.join("\n");
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    const isSlot = word === SLOT || word === NUMBER;
    if (isSlot && (words.at(-1) === word || words.at(-1) === SLOT)) continue;
    words.push(word);
    if (words.length === WORDS_READ) break;
  }
  return words;
}

function fixedWords(words: readonly string[]): number {
  return words.reduce((count, word) => count + (word === SLOT || word === NUMBER ? 0 : 1), 0);
}

/** Fewer fixed words than this make no template: anybody may type them, and a signature of so few could be guessed. */
const FIXED_WORDS_MIN = 8;

/**
 * The words a prompt shares with other fillings of its template: one case and spelling, with
 * numbers, quoted or fenced text, tagged text, addresses and placeholders as slots. Undefined where
 * too few words are fixed to tell a template.
 */
export function promptWords(prompt: string): string[] | undefined {
  let text = prompt.slice(0, CHARACTERS_READ).normalize("NFKC").toLowerCase().replaceAll("\r\n", "\n");
  text = withoutTagged(text.replace(FENCED, ` ${SLOT} `))
    .replace(PLACEHOLDER, ` ${SLOT} `)
    .replace(QUOTED, ` ${SLOT} `)
    .replace(ADDRESS, ` ${SLOT} `)
    .replace(WITH_DIGITS, ` ${NUMBER} `);
  const without = wordsOf(withoutFilledLines(text));
  if (fixedWords(without) >= FIXED_WORDS_MIN) return without;
  const all = wordsOf(text);
  return fixedWords(all) >= FIXED_WORDS_MIN ? all : undefined;
}
