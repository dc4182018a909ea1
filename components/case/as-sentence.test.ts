import { expect, test } from "vitest";
import { asSentence } from "./as-sentence";

test("a message becomes a sentence once, whatever it looked like", () => {
  expect(asSentence("the case is in review")).toBe("The case is in review.");
  expect(asSentence(asSentence("the case is in review"))).toBe("The case is in review.");
  expect(asSentence("  ")).toBe("");
});
