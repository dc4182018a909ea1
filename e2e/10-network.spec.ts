import { expect, test, type Page } from "@playwright/test";
import { pageOf, watchForErrors } from "./people";

const NETWORK = "/networks/N-0001";

async function figure(page: Page, name: string): Promise<number> {
  return Number(((await page.getByTestId(name).textContent()) ?? "").replace(/\D/g, ""));
}

test("the threshold cuts a network anew at once, says who leaves, and stays in the address", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto(NETWORK);
  const panel = page.getByRole("region", { name: "Cut at another threshold" });
  const slider = panel.getByRole("slider", { name: "Threshold" });
  await expect(slider).toBeVisible();
  await expect(panel.getByTestId("cut-leaving")).toHaveText("0");
  const whole = await figure(page, "cut-largest");

  await slider.focus();
  await page.keyboard.press("End");
  await expect(panel.getByTestId("cut-groups")).toHaveText("0");
  await expect(page).toHaveURL(/[?&]cut=\d/);
  for (let press = 0; press < 200 && (await figure(page, "cut-groups")) === 0; press++)
    await page.keyboard.press("ArrowLeft");
  const largest = await figure(page, "cut-largest");
  expect(largest).toBeGreaterThan(1);
  expect(largest).toBeLessThan(whole);
  expect(await figure(page, "cut-leaving")).toBe(whole - largest);
  const leavers = panel.getByRole("list", { name: "Members that leave the largest part" });
  await expect(leavers.getByRole("link").first()).toHaveAttribute("href", /\/accounts\//);

  const address = await page.waitForFunction(() => /[?&]cut=/.test(location.href) && location.href);
  const bits = await slider.inputValue();
  await expect(page).toHaveURL(new RegExp(`cut=${bits.replace(".", "\\.")}`));
  expect(await address.jsonValue()).toContain("cut=");
  await page.reload();
  await expect(slider).toHaveValue(bits);
  await expect(panel.getByTestId("cut-largest")).toHaveText(new RegExp(`^${largest}$`));
  await panel.getByRole("button", { name: "Reset" }).click();
  await expect(panel.getByTestId("cut-leaving")).toHaveText("0");
  await expect(page).not.toHaveURL(/cut=/);
  expect(errors).toEqual([]);
});

test("the cut test says in words what splits the network; taking it away shows the parts, and reset puts it back", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto(NETWORK);
  const panel = page.getByRole("region", { name: "What holds it together" });
  await expect(panel.getByTestId("cut-sentence")).toContainText(/accounts? falls? off the largest part/);
  const promised = /(\d+) of (\d+) accounts/.exec(
    (await panel.getByTestId("cut-sentence").textContent()) ?? "",
  );
  await panel.getByRole("button", { name: /^Choose/ }).click();
  await panel.getByRole("button", { name: "Remove and re-cluster" }).click();
  const said = panel.getByTestId("without-sentence");
  await expect(said).toContainText(`${promised?.[1]} of ${promised?.[2]} members leave the largest part.`);
  await expect(panel.getByRole("list", { name: "Parts" }).getByRole("listitem").nth(1)).toBeVisible();

  await panel.getByRole("button", { name: "Reset" }).click();
  await expect(said).toBeHidden();
  await expect(panel.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await panel.getByRole("checkbox").first().check();
  await panel.getByRole("button", { name: "Remove and re-cluster" }).click();
  await expect(said).toContainText(/links? of .+ no longer holds?/);
  expect(errors).toEqual([]);
});

test("a path leads from member to member, explains each hop, and finds another way without an identifier", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto(NETWORK);
  const view: { members: { accountId: string }[] } = await (
    await page.request.get("/api/networks/N-0001")
  ).json();
  const [from = "", to = ""] = [view.members[0]?.accountId, view.members.at(-1)?.accountId];
  const panel = page.getByRole("region", { name: "Between two members" });
  await panel.getByLabel("From").fill(from);
  await panel.getByLabel("To").fill(to);
  await expect(page).toHaveURL(/from=.*to=|to=.*from=/);
  const hops = panel.getByRole("list", { name: "Links of the path" }).locator("> li");
  await expect(hops.first()).toContainText("→");
  const before = await hops.allTextContents();

  await hops.first().getByRole("button", { name: "Explain" }).click();
  await expect(hops.first().getByRole("table", { name: /How the bits add up/ })).toBeAttached();
  await expect(hops.first().locator(".recharts-surface")).toBeVisible();
  await expect(
    hops
      .first()
      .getByText(/How this is computed/i)
      .first(),
  ).toBeVisible();

  const without = hops
    .first()
    .getByRole("button", { name: /^Without / })
    .first();
  const name = ((await without.getAttribute("aria-label")) ?? "").replace("Without ", "");
  await without.click();
  const putBack = panel.getByRole("button", { name: `Put back ${name}` });
  await expect(putBack).toBeVisible();
  await expect(panel.getByRole("button", { name: `Without ${name}`, exact: true })).toHaveCount(0);
  await putBack.click();
  await expect(hops.first()).toContainText("→");
  expect((await hops.allTextContents()).length).toBe(before.length);

  await panel.getByRole("button", { name: "Direct link" }).click();
  await expect(page).toHaveURL(/between=link/);
  await expect(panel.getByText("What speaks against it")).toBeVisible();
  await page.reload();
  await expect(panel.getByText("What speaks against it")).toBeVisible();
  expect(errors).toEqual([]);
});

test("the page fits a narrow window without scrolling sideways", async ({ browser }) => {
  const page = await pageOf(browser, "manager");
  await page.setViewportSize({ width: 1024, height: 800 });
  await page.goto(NETWORK);
  await expect(page.getByTestId("cut-sentence")).toBeVisible();
  await expect(page.getByRole("slider", { name: "Threshold" })).toBeVisible();
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBeLessThanOrEqual(0);
});
