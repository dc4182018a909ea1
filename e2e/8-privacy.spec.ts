import { expect, test, type Page } from "@playwright/test";
import { readDesk } from "./env";
import { pageOf, watchForErrors } from "./people";

interface AccountAnswer {
  account: { accountId: string };
  emailMasked: string;
  sealed: string[];
}

/** An account of the first network with an e-mail address on record. */
async function accountWithEmail(page: Page): Promise<AccountAnswer> {
  const view: { members: { accountId: string }[] } = await (
    await page.request.get("/api/networks/N-0001")
  ).json();
  for (const { accountId } of view.members) {
    const found: AccountAnswer = await (await page.request.get(`/api/accounts/${accountId}`)).json();
    if (found.sealed.includes("email")) return found;
  }
  throw new Error("no member has an e-mail address");
}

test("a contact is revealed for a purpose, for a minute, and the audit log has it", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  const { account, emailMasked } = await accountWithEmail(page);
  await page.clock.install();
  await page.goto(`/accounts/${account.accountId}`);
  await expect(page.getByText(emailMasked)).toBeVisible();

  await page.getByRole("button", { name: "Reveal the e-mail address" }).click();
  const dialog = page.getByRole("dialog", { name: "Reveal the e-mail address" });
  await dialog.getByRole("button", { name: "Reveal", exact: true }).click();
  await expect(dialog.getByText("Choose a purpose.")).toBeVisible();
  await dialog.getByRole("radio", { name: /stolen/ }).check();
  await dialog.getByLabel("What for").fill("The holder reported a stolen card");
  await dialog.getByRole("button", { name: "Reveal", exact: true }).click();
  const revealed = page.getByTestId("revealed-email");
  await expect(revealed).toHaveText(/^[^•]+@[^•]+$/);
  const value = (await revealed.textContent()) ?? "";
  await expect(page.getByText(/masked again in \d+ s/)).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(revealed).toBeHidden();
  await expect(page.getByText(emailMasked)).toBeVisible();
  await expect(page.locator("body")).not.toContainText(value);

  const counsel = await pageOf(browser, "counsel");
  await counsel.goto("/audit");
  await expect(counsel.getByText("account.reveal").first()).toBeVisible();
  const log = await (await counsel.request.get("/api/audit")).text();
  expect(log).not.toContain(value);
  expect(log).not.toContain("stolen card");
  expect(errors).toEqual([]);
});

test("who may not reveal sees no button, and is refused past the page", async ({ browser }) => {
  const page = await pageOf(browser, "manager");
  const { account, emailMasked } = await accountWithEmail(page);
  await page.goto(`/accounts/${account.accountId}`);
  await expect(page.getByText(emailMasked)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reveal/ })).toHaveCount(0);
  const answer = await page.request.post(`/api/accounts/${account.accountId}/reveal`, {
    headers: { origin: readDesk().url },
    data: { field: "email", purpose: "case_work", reason: "just to have a look" },
  });
  expect(answer.status()).toBe(403);
});

test("counsel sets days, sees what would go, and holds an account; the hold is lifted with a reason", async ({
  browser,
}) => {
  const page = await pageOf(browser, "counsel");
  const errors = watchForErrors(page);
  const { account } = await accountWithEmail(page);
  await page.goto("/settings");
  await expect(page.getByText("No class has days set, so nothing is removed.")).toBeVisible();
  await page.getByRole("button", { name: "Change how long Exchanges are kept" }).click();
  await page.getByLabel("Days").fill("0");
  await expect(page.getByText(/whole number/)).toBeVisible();
  await page.getByLabel("Days").fill("36500");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("cell", { name: /36.500 d/ })).toBeVisible();
  await expect(page.getByText(/Next run/)).toBeVisible();
  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(page.getByRole("columnheader", { name: "Would go now" })).toBeVisible();

  await page.getByRole("button", { name: "Place a hold" }).click();
  const placing = page.getByRole("dialog", { name: "Place a hold" });
  await placing.getByRole("radio", { name: /An account/ }).check();
  await placing.getByLabel("Account id").fill("acct_nobody");
  await placing.getByLabel("Reason").fill("Letter of the regulator, 3 May");
  await placing.getByRole("button", { name: "Place hold" }).click();
  await expect(placing.getByText(/no such account/i)).toBeVisible();
  await placing.getByLabel("Account id").fill(account.accountId);
  await placing.getByRole("button", { name: "Place hold" }).click();
  const holds = page.getByRole("table", { name: "Legal holds" });
  await expect(holds.getByText("Letter of the regulator, 3 May")).toBeVisible();
  await expect(holds.getByText("stands")).toBeVisible();

  const reader = await pageOf(browser, "manager");
  await reader.goto("/settings");
  await expect(reader.getByRole("table", { name: "Legal holds" }).getByText("stands")).toBeVisible();
  await expect(reader.getByRole("button", { name: /Place a hold|Lift|Change/ })).toHaveCount(0);

  await holds.getByRole("button", { name: "Lift…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("The matter is closed");
  await page.getByRole("button", { name: "Lift hold" }).click();
  await expect(holds.getByText("lifted", { exact: true })).toBeVisible();
  await expect(holds.getByText(/Lifted: The matter is closed/)).toBeVisible();
  expect(errors).toEqual([]);
});
