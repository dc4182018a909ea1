import { expect, test, type Page } from "@playwright/test";
import { pageOf, watchForErrors } from "./people";

test.describe.configure({ mode: "serial" });

const entries = (page: Page) => page.getByRole("region", { name: "Entries" });
const proposed = (page: Page) => page.getByRole("region", { name: "Proposed" });

test("an investigator adds an entry, finds it in the list, and withdraws it with a reason", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto("/overview");
  await page.getByRole("navigation").getByRole("link", { name: "Roster" }).click();
  await expect(page.getByRole("heading", { name: "Roster", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Add entry…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Address or range").fill("240.222.7.9/16");
  await dialog.getByLabel("Class").selectOption("campus");
  await dialog.getByLabel("Capacity").fill("3 000");
  await dialog.getByLabel("Note").fill("<i>their</i> network office");
  await dialog.getByRole("button", { name: "Add entry" }).click();
  await expect(dialog).toBeHidden();
  await expect(
    page.getByText("On the roster; the networks are stale until they are resolved again").first(),
  ).toBeVisible();

  await page.getByLabel("Find in the roster").fill("network office");
  const row = entries(page).getByRole("row").filter({ hasText: "240.222.0.0/16" });
  await expect(row).toContainText("campus");
  await expect(row).toContainText("<i>their</i> network office");
  // An earlier reason for it stays the one that is given.
  await expect(page.getByText(/^The networks are stale: /)).toBeVisible();

  await row.getByRole("button", { name: "Withdraw 240.222.0.0/16" }).click();
  await dialog.getByLabel("Why is it withdrawn?").fill("it was a test of the form");
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toBeHidden();
  await page.getByRole("button", { name: /^No longer/ }).click();
  await expect(page).toHaveURL(/state=withdrawn/);
  await expect(row).toContainText("it was a test of the form");
  expect(errors).toEqual([]);
});

test("a pasted file is checked before it comes in, and tells the rows it does not take", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  await page.goto("/roster");
  await page.getByRole("button", { name: "Import…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByLabel("Or paste it")
    .fill("cidr_or_value,kind,class,capacity\n240.223.0.0/16,ip,vpn,1000\nnowhere,ip,vpn,1000\n");
  await dialog.getByRole("button", { name: "Check" }).click();
  await expect(dialog.getByText("1 new entry, 0 replaced, 0 unchanged, 1 set aside.")).toBeVisible();
  await expect(dialog.getByLabel("Rows set aside")).toContainText("row 2, cidr_or_value");
  await dialog.getByRole("button", { name: "Bring in 1" }).click();
  await expect(dialog).toBeHidden();
  await expect(entries(page).getByRole("row").filter({ hasText: "240.223.0.0/16" })).toContainText("file");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("roster.csv");
});

test("a manager accepts what is proposed, with its figures before them; a reader may only look", async ({
  browser,
}) => {
  const page = await pageOf(browser, "manager");
  await page.goto("/roster");
  const accept = proposed(page)
    .getByRole("button", { name: /^Accept 243\./ })
    .first();
  const value = ((await accept.getAttribute("aria-label")) ?? "").replace("Accept ", "");
  await expect(proposed(page).getByText("sign-ups spread").first()).toBeVisible();
  await accept.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("own device")).toBeVisible();
  await dialog.getByLabel("Capacity").fill("5000");
  await dialog.getByLabel("Note").fill("asked the carrier");
  await dialog.getByRole("button", { name: "Accept" }).click();
  await expect(dialog).toBeHidden();
  await expect(proposed(page).getByRole("button", { name: `Accept ${value}` })).toHaveCount(0);
  const row = entries(page).getByRole("row").filter({ hasText: "asked the carrier" });
  await expect(row).toContainText(value);
  await expect(row).toContainText("proposed, accepted");

  const reader = await pageOf(browser, "counsel");
  await reader.goto("/roster");
  await expect(entries(reader).getByRole("row").filter({ hasText: "asked the carrier" })).toBeVisible();
  await expect(
    reader.getByRole("button", { name: /^(Accept|Dismiss|Withdraw|Add entry|Import)/ }),
  ).toHaveCount(0);
});
