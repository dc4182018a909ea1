import { expect, test } from "vitest";
import { ApiError, type ApiErrorCode } from "@/lib/client/api-error";
import { asSentence, errorAdvice } from "./error-advice";

const CODES: ApiErrorCode[] = [
  "bad_input",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_many_requests",
  "unavailable",
  "internal",
  "offline",
];

test("every error has a title and a whole sentence", () => {
  for (const code of CODES) {
    const advice = errorAdvice(new ApiError(code, "the store is away", { status: 0 }));
    expect(advice.title).not.toBe("");
    expect(advice.text).toMatch(/^[A-Z].*\.$/);
  }
});

test("what the browser threw itself is not shown", () => {
  expect(errorAdvice(new TypeError("cannot read x of undefined")).text).not.toContain("undefined");
});

test("a refusal names the role and leads somewhere the user may be", () => {
  const advice = errorAdvice(new ApiError("forbidden", "this needs the role auditor", { status: 403 }));
  expect(advice.text).toContain("This needs the role auditor.");
  expect([advice.retry, advice.href]).toEqual([false, "/"]);
});

test("a sentence that ends already keeps its end", () => {
  expect(asSentence("Is the host running?")).toBe("Is the host running?");
});
