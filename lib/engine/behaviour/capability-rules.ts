/** What an exchange's prompt asks a model to do. The first seven are what extraction is after. */
const CAPABILITIES = [
  "coding",
  "agentic_tool_use",
  "reasoning_traces",
  "tool_grading",
  "math",
  "data_extraction",
  "summarization",
  "translation",
  "writing",
  "chat",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

const CHARACTERS_READ = 4_096;
/** Points a label needs; under it a prompt is chat. */
const POINTS_MIN = 2;

interface CapabilityRule {
  capability: Capability;
  /** A sign in the prompt, and what it counts. */
  signs: readonly (readonly [sign: RegExp, points: number])[];
}

/** In the order of precedence among equal points: the narrower asks first. */
const RULES: readonly CapabilityRule[] = [
  {
    capability: "tool_grading",
    signs: [
      [
        /\b(?:grade|score|rate|judge|evaluate|rank)\b.{0,80}\b(?:answer|response|output|completion|solution|tool call|candidate)s?\b/,
        3,
      ],
      [/\b(?:rubric|preferred response|which (?:answer|response) is better|scale (?:of|from) \d)\b/, 2],
      [/\b(?:response|answer|assistant) [ab]\b/, 1],
    ],
  },
  {
    capability: "agentic_tool_use",
    signs: [
      [/"(?:tool_calls?|tools|functions?|function_call|tool_use)"\s*:/, 3],
      [
        /\b(?:you (?:have|can) (?:access to|use|call)|available|using|call|invoke)\b.{0,60}\b(?:tools?|functions?|apis?)\b/,
        3,
      ],
      [/\b(?:thought|action|action input|observation)\s*:/, 1],
      [/\b(?:agent|browse|click|terminal|shell command|screenshot|next action|subtasks?)\b/, 1],
    ],
  },
  {
    capability: "reasoning_traces",
    signs: [
      [
        /\b(?:step[- ]by[- ]step|chain[- ]of[- ]thought|show (?:all )?(?:of )?your (?:work|reasoning|thinking)|think (?:out loud|carefully|aloud))\b/,
        2,
      ],
      [
        /\b(?:reasoning (?:trace|steps?|process)|full reasoning|inner monologue|explain how you (?:arrived|got))\b/,
        2,
      ],
      [/<(?:think|thinking|reasoning|scratchpad)>/, 3],
    ],
  },
  {
    capability: "translation",
    signs: [
      [/\btranslat(?:e|ion|ing)\b/, 2],
      [
        /\b(?:in)?to (?:english|french|german|spanish|chinese|japanese|arabic|russian|portuguese|italian|korean|hindi)\b/,
        1,
      ],
      [/翻译|翻訳|traduis|traduce|übersetze/, 2],
    ],
  },
  {
    capability: "summarization",
    signs: [
      [/\b(?:summari[sz](?:e|es|ing)|summary|tl;?dr|key (?:points|takeaways)|condense)\b/, 2],
      [/总结|摘要|要約|résume\b|zusammenfass/, 2],
    ],
  },
  {
    capability: "data_extraction",
    signs: [
      [
        /\b(?:extract|parse|pull out|list all)\b.{0,80}\b(?:fields?|entit(?:y|ies)|names?|dates?|values?|json|csv|table|data|information)\b/,
        3,
      ],
      [/\b(?:return|respond|output|answer)\b.{0,40}\b(?:json|csv|yaml)\b/, 1],
      [/\b(?:classify|label)\b.{0,60}\b(?:into|as)\b/, 2],
    ],
  },
  {
    capability: "coding",
    signs: [
      [/```|\b(?:def|class|import|const|function|return|public static|#include)\b.{0,40}[({;:]/, 2],
      [
        /\b(?:write|implement|fix|debug|refactor|review|complete)\b.{0,60}\b(?:code|function|method|class|script|program|bug|tests?|query|component|algorithm)\b/,
        3,
      ],
      [
        /\b(?:python|javascript|typescript|java|rust|golang|c\+\+|sql|react|regex|stack trace|compil(?:e|er)|unit tests?|pull request|leetcode)\b/,
        2,
      ],
    ],
  },
  {
    capability: "math",
    signs: [
      [
        /\b(?:prove|theorem|lemma|integral|derivative|equation|polynomial|probability that|geometry|matrix|modulo)\b/,
        2,
      ],
      [
        /\b(?:solve|calculate|compute|evaluate|find)\b.{0,40}(?:\bfor [a-z]\b|[=+×÷^]|\\frac|\bsum of\b|\bvalue of\b)/,
        2,
      ],
      [/\\(?:frac|sum|int|sqrt)\b|\$[^$\n]{1,80}[\^_=\\][^$\n]{0,80}\$/, 2],
    ],
  },
  {
    capability: "writing",
    signs: [
      [
        /\b(?:write|draft|compose|rewrite|proofread|polish|edit)\b.{0,60}\b(?:e-?mail|letter|essay|story|poem|blog|article|post|paragraph|speech|cover letter|slogan|caption|novel|lyrics)\b/,
        3,
      ],
      [/\b(?:tone|grammar|spelling|style|paraphrase)\b/, 1],
    ],
  },
];

/**
 * Labels a prompt by signs in its words and structure: rule-based, transparent, no model, and rough.
 * Text no rule reaches is "chat".
 */
export function capabilityOf(prompt: string): Capability {
  const text = prompt.slice(0, CHARACTERS_READ).toLowerCase();
  let best: Capability = "chat";
  let bestPoints = POINTS_MIN - 1;
  for (const { capability, signs } of RULES) {
    let points = 0;
    for (const [sign, worth] of signs) if (sign.test(text)) points += worth;
    if (points > bestPoints) {
      best = capability;
      bestPoints = points;
    }
  }
  return best;
}
