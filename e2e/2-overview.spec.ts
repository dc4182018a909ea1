import { expect, test } from "@playwright/test";
import { pageOf, watchForErrors } from "./people";

test("the overview ranks the networks with what holds them together, and leads to one", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto("/overview");
  const table = page.getByRole("table").last();
  await expect(table.getByRole("link", { name: "N-0001" })).toBeVisible();
  await expect(table.getByText(/payment instrument/).first()).toBeVisible();
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  await table.getByRole("link", { name: "N-0001" }).click();
  await expect(page).toHaveURL(/\/networks\/N-0001/);
  await expect(page.getByRole("heading", { name: "N-0001" })).toBeVisible();
  await expect(page.getByText(/accounts share/).first()).toBeVisible();
  expect(errors).toEqual([]);
});

test("sources show the import with its files and what was refused; the audit chain holds", async ({
  browser,
}) => {
  const page = await pageOf(browser, "counsel");
  await page.goto("/sources");
  await expect(page.getByText("exchanges.csv").first()).toBeVisible();
  await page.goto("/audit");
  await expect(page.getByText(/entries follow from one another/)).toBeVisible();
});
