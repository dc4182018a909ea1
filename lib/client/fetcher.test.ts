import { expect, test } from "vitest";
import { apiPath, errorOfResponse, segment } from "./fetcher";

const answer = (status: number, body: unknown): Response =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status });

test("an error of the API keeps its sentence and maps to its code", async () => {
  const error = await errorOfResponse(
    answer(409, { error: { code: "conflict", message: "The case changed." } }),
  );
  expect([error.code, error.message, error.status]).toEqual(["conflict", "The case changed.", 409]);
});

test("a refused sign-in keeps the library's sentence", async () => {
  const error = await errorOfResponse(answer(401, { message: "Invalid email or password", code: "X" }));
  expect([error.code, error.message]).toEqual(["unauthenticated", "Invalid email or password"]);
});

test("text nobody wrote for people is never shown", async () => {
  const page = await errorOfResponse(answer(500, "<html>stack at line 3</html>"));
  const leak = await errorOfResponse(answer(500, { message: "relation users does not exist" }));
  expect([page.message, leak.message]).toEqual(["The server answered 500.", "The server answered 500."]);
});

test("hostile ids stay one segment, and undefined parameters are left out", () => {
  expect(segment("../a b?c")).toBe("..%2Fa%20b%3Fc");
  expect(apiPath("/api/x", { kind: "ip", limit: undefined, value: "a&b" })).toBe(
    "/api/x?kind=ip&value=a%26b",
  );
});
