import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pathAfterSignIn, signInPath } from "./sign-in-path";

test("a path of the desk comes back as it was", () => {
  const here = "/networks/n1?tab=members&q=a%20b";
  const asked = new URL(signInPath(here), "http://desk.test").searchParams.get("next");
  expect(pathAfterSignIn(asked ?? undefined)).toBe(here);
});

test.each([
  "//evil.test",
  "/\\evil.test",
  "https://evil.test",
  "javascript:alert(1)",
  "/\t/evil.test",
  "/..//evil.test",
  "",
])("%j never leaves the desk", (next) => {
  expect(pathAfterSignIn(next)).toBe("/");
});

test("whatever is asked for, the browser stays on this origin", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const path = pathAfterSignIn(`/${text}`);
      expect(new URL(path, "http://desk.test").origin).toBe("http://desk.test");
    }),
  );
});
