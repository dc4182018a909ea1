import { expect, test } from "vitest";
import { caseHeadline } from "./case-headline";

test("the headline states counts with their window, and nothing that was not counted", () => {
  expect(
    caseHeadline({
      accounts: "388",
      core_accounts: "340",
      exchanges: "2 100 431",
      payment_instruments: "38",
      api_keys: "1",
      window: "22 Apr–5 Jun 2026 UTC",
    }),
  ).toBe(
    "388 accounts (340 core) made 2 100 431 exchanges (22 Apr–5 Jun 2026 UTC) with 38 payment instruments and 1 API key.",
  );
  expect(caseHeadline({ accounts: "1" })).toBe("1 account.");
  expect(caseHeadline({})).toBe("The figures of this case are not counted yet.");
});
