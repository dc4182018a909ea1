import * as fc from "fast-check";
import { expect, test } from "vitest";
import { renderFigures } from "@/lib/domain/figures";
import { figureParts } from "./figure-parts";

const PRINTED = { accounts: "388", window: "22 Apr–5 Jun 2026 UTC" };

test("counted parts are told apart from typed ones; an unknown figure stays as written", () => {
  expect(figureParts("The {{accounts}} accounts, {{ window }}, {{typo}}", PRINTED)).toEqual([
    { text: "The " },
    { text: "388", figure: "accounts" },
    { text: " accounts, " },
    { text: "22 Apr–5 Jun 2026 UTC", figure: "window" },
    { text: ", " },
    { text: "{{typo}}" },
  ]);
});

test("the parts put together are the rendered sentence", () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom("{{accounts}}", "{{ window }}", "{{no}}", "{{", "}}"));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const whole = figureParts(text, PRINTED)
        .map((part) => part.text)
        .join("");
      expect(whole).toBe(renderFigures(text, PRINTED));
    }),
  );
});
