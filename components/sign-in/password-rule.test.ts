import { expect, test } from "vitest";
import { passwordProblem } from "./password-rule";

test("fifteen characters are enough whatever they are, fourteen are not", () => {
  expect(passwordProblem("a".repeat(15))).toBeNull();
  expect(passwordProblem("🐟".repeat(15))).toBeNull();
  expect(passwordProblem("a".repeat(14))).toBe("1 more character needed: at least 15.");
  expect(passwordProblem("🐟".repeat(8))).toContain("7 more characters");
});
