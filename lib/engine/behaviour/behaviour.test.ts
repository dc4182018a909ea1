import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pick, randomInt, seededRng, type Rng } from "@/lib/core/rng";
import { capabilityOf } from "./capability-rules";
import { estimatedJaccard, PromptHasher, SIGNATURE_HASHES, type PromptSignature } from "./prompt-signature";
import { promptWords } from "./prompt-words";
import { SAME_TEMPLATE_SHARE, TemplateFamilies } from "./template-families";

const hasher = new PromptHasher("a key of this installation");

function signatureOf(prompt: string): PromptSignature {
  const words = promptWords(prompt);
  if (words === undefined) throw new Error("too short to tell a template");
  return hasher.signature(hasher.shingles(words));
}

function shareOf(a: string, b: string): number {
  return estimatedJaccard(signatureOf(a), signatureOf(b));
}

function trueJaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const both = [...a].filter((value) => b.has(value)).length;
  return both / (a.size + b.size - both);
}

describe("signatures", () => {
  test("estimate the Jaccard share of two sets within five standard errors", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(4_294_967_295), { minLength: 2, maxLength: 300 }),
        fc.nat(100),
        fc.nat(100),
        (values, from, to) => {
          const cut = (percent: number): number => Math.floor((values.length * percent) / 100);
          const a = new Set(values.slice(0, Math.max(1, cut(50 + from / 2))));
          const b = new Set(values.slice(Math.min(values.length - 1, cut(to / 2))));
          const estimated = estimatedJaccard(
            hasher.signature(Uint32Array.from(a)),
            hasher.signature(Uint32Array.from(b)),
          );
          expect(Math.abs(estimated - trueJaccard(a, b))).toBeLessThan(
            5 * Math.sqrt(0.25 / SIGNATURE_HASHES),
          );
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });

  test("are not off on average", () => {
    const rng = seededRng("bias");
    let error = 0;
    const rounds = 400;
    for (let round = 0; round < rounds; round += 1) {
      const values = Array.from({ length: 90 }, () => Math.floor(rng.next() * 4_294_967_296));
      const a = new Set(values.slice(0, 60));
      const b = new Set(values.slice(30));
      error +=
        estimatedJaccard(hasher.signature(Uint32Array.from(a)), hasher.signature(Uint32Array.from(b))) -
        1 / 3;
    }
    expect(Math.abs(error / rounds)).toBeLessThan(0.01);
  });

  test("do not depend on the order of shingles or how often one comes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4_294_967_295), { minLength: 1, maxLength: 50 }), (values) => {
        const again = [...values, ...values].sort((x, y) => y - x);
        expect(hasher.signature(Uint32Array.from(again))).toEqual(hasher.signature(Uint32Array.from(values)));
      }),
    );
  });

  test("of another key cannot be compared", () => {
    const prompt = "You are a careful senior engineer. Write the function below and explain each step of it.";
    const words = promptWords(prompt) ?? [];
    const other = new PromptHasher("another key");
    expect(
      estimatedJaccard(hasher.signature(hasher.shingles(words)), other.signature(other.shingles(words))),
    ).toBeLessThan(0.05);
  });
});

describe("filled-in templates", () => {
  const frame = (slot: string, number: string): string =>
    `You are a meticulous competition coach. Solve the ${number} tasks below and show your complete chain of thought.\n` +
    `Never skip a step, number each of them, and end with "FINAL".\n\nProblem: ${slot}`;

  test("in what is marked as variable come out word for word the same", () => {
    const fillings = [
      frame("What is the sum of the first hundred primes?", "12"),
      frame("A train leaves Graz at noon.\n\nWhen does it arrive?", "3"),
      frame("{{problem}}", "1,000"),
    ];
    const [first, ...rest] = fillings.map(promptWords);
    for (const words of rest) expect(words).toEqual(first);
  });

  test.each([
    ["case and spacing", "SUMMARISE  the report\r\nfor a Board", "summarise the report for a board"],
    ["quotes", 'rewrite "one thing" in the style of “Kafka”', 'rewrite "another" in the style of “Woolf”'],
    ["fences", "review the code ```x = 1``` for bugs", "review the code ```def y():\n  pass\n``` for bugs"],
    [
      "tags",
      "grade <answer>yes</answer> by the rubric",
      "grade <answer>no, and\nmore</answer> by the rubric",
    ],
    ["placeholders", "translate {text} for ${name} into {{lang}}", "translate {body} for ${who} into {{to}}"],
    [
      "addresses",
      "open https://a.example/1 and mail a@b.example",
      "open http://c.example and mail d@e.example",
    ],
    ["numbers", "list 7 reasons before 2026-04-22 in id_88", "list 12 reasons before 2025-01-01 in id_9a"],
  ])("%s", (_name, one, other) => {
    const around = (text: string): string =>
      `Please act as our most patient assistant and then ${text} at once`;
    expect(promptWords(around(one))).toEqual(promptWords(around(other)));
  });

  test("prompts of under eight fixed words tell no template", () => {
    for (const prompt of [
      "",
      "hi",
      "continue",
      "translate {text} into 12 languages now please",
      "「」",
      "1 2 3",
    ])
      expect(promptWords(prompt)).toBeUndefined();
    expect(promptWords("please tell me what the weather will be tomorrow")).toBeDefined();
  });

  test("scripts without spaces are read by the character", () => {
    const a = promptWords("请把下面的文章总结成三个要点并用中文回答。");
    expect(a?.length).toBeGreaterThan(15);
  });

  test("any text is read in bounded time and makes no exception", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const words = promptWords(text);
        if (words !== undefined)
          expect(hasher.signature(hasher.shingles(words))).toHaveLength(SIGNATURE_HASHES);
      }),
    );
    for (const piece of ["<a>", "a", "'a", "{", "[[", '"', "a@", "```", "“", "text:\n", "é", "1_"]) {
      const started = performance.now();
      promptWords(piece.repeat(200_000 / piece.length));
      expect(performance.now() - started, piece).toBeLessThan(3_000);
    }
  });
});

const VERBS = "write explain compare review draft solve grade extract plan refactor translate verify".split(
  " ",
);
const NOUNS =
  "function essay contract dataset proof policy query letter report trace schema lecture invoice recipe test theorem ticket story".split(
    " ",
  );
const MANNERS =
  "carefully briefly formally completely honestly precisely slowly patiently strictly clearly neutrally kindly".split(
    " ",
  );
const FILLERS =
  "of the a for our with every no more than under all these that must be then and return only when using after before as".split(
    " ",
  );

/** A template of about `length` words with two places nobody marked as variable. */
function randomTemplate(rng: Rng, length: number): (fill: Rng) => string {
  const lists = [VERBS, NOUNS, MANNERS, FILLERS, FILLERS];
  const words = Array.from({ length }, () => pick(rng, pick(rng, lists)));
  const holes = [Math.floor(length / 4), Math.floor((3 * length) / 4)];
  return (fill) =>
    words
      .flatMap((word, at) =>
        holes.includes(at) ? Array.from({ length: 1 + randomInt(fill, 3) }, () => pick(fill, NOUNS)) : [word],
      )
      .join(" ");
}

describe("families", () => {
  test("the threshold lies between fillings of one template and templates of one trade", () => {
    const rng = seededRng("threshold");
    const same: number[] = [];
    const different: number[] = [];
    for (let round = 0; round < 300; round += 1) {
      const one = randomTemplate(rng, 60);
      const other = randomTemplate(rng, 60);
      same.push(shareOf(one(rng), one(rng)));
      different.push(shareOf(one(rng), other(rng)));
    }
    same.sort((x, y) => x - y);
    expect(same[Math.floor(same.length * 0.02)] ?? 0).toBeGreaterThan(SAME_TEMPLATE_SHARE);
    expect(Math.max(...different)).toBeLessThan(0.3);
  });

  test("templates are told apart the same way whatever the order prompts come in", () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (seed, order) => {
        const rng = seededRng(`order/${seed}`);
        const prompts = Array.from({ length: 8 }, () => randomTemplate(rng, 90)).flatMap((template, number) =>
          Array.from({ length: 4 }, () => ({ number, signature: signatureOf(template(rng)) })),
        );
        const shuffled = prompts
          .map((prompt) => ({ prompt, key: seededRng(`${order}/${prompts.indexOf(prompt)}`).next() }))
          .sort((x, y) => x.key - y.key)
          .map(({ prompt }) => prompt);
        const families = new TemplateFamilies(1_000);
        const idOf = new Map<number, Set<string>>();
        for (const { number, signature } of shuffled) {
          const ids = idOf.get(number) ?? new Set();
          idOf.set(number, ids.add(families.assign(signature, "coding")?.id ?? ""));
        }
        for (const ids of idOf.values()) expect(ids.size).toBe(1);
        expect(families.size).toBe(8);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  test("ids last: a book that begins with what another kept gives the same ids", () => {
    const rng = seededRng("kept");
    const templates = Array.from({ length: 50 }, () => randomTemplate(rng, 90));
    const first = new TemplateFamilies(1_000);
    const kept = templates.map((template) => first.assign(signatureOf(template(rng)), "math"));
    const second = new TemplateFamilies(1_000);
    for (const family of kept.reverse()) if (family !== undefined) second.add(family.signature, "math", 1);
    kept.reverse();
    templates.forEach((template, at) => {
      expect(second.assign(signatureOf(template(rng)), "math")?.id).toBe(kept[at]?.id);
    });
    expect(second.size).toBe(50);
  });

  test("past the limit memory stays, families seen twice stay, and a newcomer gets its template when it comes again", () => {
    const rng = seededRng("limit");
    const families = new TemplateFamilies(10);
    const prompt = (): PromptSignature => signatureOf(randomTemplate(rng, 60)(rng));
    const often = prompt();
    const id = families.assign(often, "chat")?.id;
    families.assign(often, "chat");
    for (let number = 0; number < 9; number += 1) families.assign(prompt(), "chat");
    for (let number = 0; number < 200; number += 1) expect(families.assign(prompt(), "chat")).toBeUndefined();
    expect(families.size).toBe(10);
    expect(families.leftOut).toBe(0);
    const newcomer = prompt();
    expect(families.assign(newcomer, "chat")).toBeUndefined();
    expect(families.assign(newcomer, "chat")?.id).toMatch(/^t_[0-9a-f]{16}$/);
    expect(families.assign(often, "chat")?.id).toBe(id);

    const full = new TemplateFamilies(2);
    for (const signature of [prompt(), prompt()]) {
      full.assign(signature, "chat");
      full.assign(signature, "chat");
    }
    expect(full.assign(prompt(), "chat")).toBeUndefined();
    expect(full.leftOut).toBe(1);
  });
});

describe("capability labels are rough and rule-based", () => {
  test.each([
    ["coding", "Write a Python function that merges two sorted lists and add unit tests."],
    ["coding", "Fix the bug:\n```js\nconst x = () => {}\n```"],
    ["agentic_tool_use", 'You have access to the following tools. {"tools": [{"name": "search"}]}'],
    ["agentic_tool_use", "You are an agent. Thought: I need data. Action: search. Observation: none"],
    ["reasoning_traces", "Think step by step and show your reasoning before the answer."],
    ["tool_grading", "Grade the response on a scale from 1 to 5 by this rubric."],
    ["math", "Prove the theorem that every polynomial of odd degree has a real root."],
    ["data_extraction", "Extract all names and dates from the text and return JSON."],
    ["summarization", "Summarize this article in three sentences."],
    ["translation", "Translate the paragraph into German."],
    ["writing", "Draft a polite email to my landlord."],
    ["chat", "hello there"],
    ["chat", ""],
  ])("%s: %s", (capability, prompt) => {
    expect(capabilityOf(prompt)).toBe(capability);
  });
});
