import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signupBurstOf } from "./signup-burst";

const TEN_MINUTES_MS = 600_000;

describe("sign-up burst", () => {
  test.each([
    ["2026-04-22T10:20:00.000Z", "2026-04-22T10:20Z"],
    ["2026-04-22T10:29:59.999Z", "2026-04-22T10:20Z"],
    ["2026-04-22T10:30:00.000Z", "2026-04-22T10:30Z"],
    ["2026-12-31T23:59:59.999Z", "2026-12-31T23:50Z"],
    ["1969-12-31T23:59:59.999Z", "1969-12-31T23:50Z"],
  ])("of %s is %s", (createdAt, burst) => {
    expect(signupBurstOf(Date.parse(createdAt))).toBe(burst);
  });

  test("begins at most ten minutes before, and is the same for the whole of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.nat(TEN_MINUTES_MS - 1), (ms, later) => {
        const begun = Date.parse(signupBurstOf(ms));
        expect(begun).toBeLessThanOrEqual(ms);
        expect(ms - begun).toBeLessThan(TEN_MINUTES_MS);
        expect(signupBurstOf(begun + later)).toBe(signupBurstOf(ms));
        expect(signupBurstOf(begun + TEN_MINUTES_MS)).not.toBe(signupBurstOf(ms));
      }),
    );
  });
});
