import { expect, test } from "@playwright/test";
import { pageOf, watchForErrors } from "./people";

test("a network opens as a graph; an account and a link say why they are there", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto("/investigate?network=N-0001");
  await expect(page.getByRole("region", { name: "Canvas" }).locator("canvas").first()).toBeVisible();
  const outline = page.getByRole("tree", { name: "Outline of the graph" });
  await expect(outline.getByRole("treeitem").nth(3)).toBeVisible();

  const account = outline.getByRole("treeitem", { name: /acct_/ }).first();
  await account.click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await expect(inspector.getByText(/acct_/).first()).toBeVisible();
  await expect(inspector.getByText(/Both (paid with|used|sent)/).first()).toBeVisible();
  await expect(inspector.getByText(/\d accounts? did|other accounts?/).first()).toBeVisible();
  await expect(page).toHaveURL(/select=account/);

  await outline
    .getByRole("treeitem", { name: /acct_/ })
    .nth(1)
    .click({ modifiers: ["Shift"] });
  await expect(inspector.getByText(/bits?/).first()).toBeVisible();
  await expect(inspector.getByText(/How this is computed/i).first()).toBeVisible();
  await account.click();

  const shared = page.url();
  const other = await pageOf(browser, "manager");
  await other.goto(shared);
  await expect(other.getByRole("region", { name: "Inspector" }).getByText(/acct_/).first()).toBeVisible();
  expect(errors).toEqual([]);
});

test("a click on the canvas itself picks what is drawn there", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  await page.goto("/investigate?network=N-0001");
  const canvas = page.getByRole("region", { name: "Canvas" }).locator("canvas").last();
  await expect(canvas).toBeVisible();
  await expect(
    page.getByRole("tree", { name: "Outline of the graph" }).getByRole("treeitem").nth(3),
  ).toBeVisible();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("the canvas has no size");
  const chosen = (): boolean => /select=/.test(page.url());
  for (let ring = 0; ring < 12 && !chosen(); ring++) {
    for (let step = 0; step < 12 && !chosen(); step++) {
      const angle = (step / 12) * 2 * Math.PI;
      await page.mouse.click(
        box.x + box.width / 2 + Math.cos(angle) * ring * 18,
        box.y + box.height / 2 + Math.sin(angle) * ring * 18,
      );
    }
  }
  await expect(page).toHaveURL(/select=/);
});

test("expanding says how many there are before it loads, and undo takes it back", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  await page.goto("/investigate?network=N-0001");
  const outline = page.getByRole("tree", { name: "Outline of the graph" });
  await outline.getByRole("treeitem", { name: /acct_/ }).first().click();
  const shown = page.getByText(/showing \d+ of/i).first();
  const before = await shown.textContent();
  await page.keyboard.press("e");
  const popover = page.getByRole("dialog", { name: "Expand" });
  await expect(popover).toBeVisible();
  const option = popover.getByRole("button", { name: /^Add / }).first();
  await expect(option).toBeVisible();
  await option.click();
  await expect(page).toHaveURL(/expand=/);
  await expect(shown).not.toHaveText(before ?? "");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(shown).toHaveText(before ?? "");
});

test("search finds an account, a card, a key and an address", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  await page.goto("/networks/N-0001");
  const view: { members: { accountId: string }[]; shared: { kind: string; value: string }[] } = await (
    await page.request.get("/api/networks/N-0001")
  ).json();
  const account: { identifiers: { kind: string; value: string }[] } = await (
    await page.request.get(`/api/accounts/${view.members[0]?.accountId ?? ""}`)
  ).json();
  const valueOf = (kind: string): string =>
    account.identifiers.find((identifier) => identifier.kind === kind)?.value ?? `no ${kind}`;
  await expect(page.getByRole("heading", { name: "N-0001" })).toBeVisible();
  for (const [text, expected] of [
    [view.members[0]?.accountId ?? "", /\/investigate\?network=N-0001.*select=account/],
    [valueOf("payment_instrument"), /identifier=payment_instrument/],
    [valueOf("api_key"), /identifier=api_key/],
    [valueOf("ip"), /identifier=ip/],
  ] as const) {
    await page.keyboard.press("Control+k");
    const box = page.getByRole("searchbox", { name: /Search accounts/ });
    await box.fill(text);
    const hits: { hits: { href: string }[] } = await (
      await page.request.get(`/api/search?q=${encodeURIComponent(text)}`)
    ).json();
    expect(hits.hits[0]?.href).toMatch(expected);
    await expect(page.getByRole("dialog").getByRole("link").first()).toHaveAttribute(
      "href",
      hits.hits[0]?.href ?? "",
    );
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(expected);
    await expect(page.getByRole("dialog")).toBeHidden();
  }
});

test("a network that is not there says so, with a way on", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  await page.goto("/investigate?network=N-9999");
  await expect(page.getByText(/this network is no more/i).first()).toBeVisible();
});
