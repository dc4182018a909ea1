import { expect, test, type Page } from "@playwright/test";
import { readDesk } from "./env";
import { pageOf, watchForErrors } from "./people";
import { ringleader } from "./ringleader";

test.describe.configure({ mode: "serial" });

const REASON = "Both invoices name one person; <b>seen</b> on 4 June.";
const WITHDRAWN = "The second invoice was another person's.";

/** The largest network and the smallest, with an account of each. */
let large = "";
let small = "";
let inLarge = "";
let inSmall = "";
let caseUrl = "";

const decisions = (page: Page) => page.getByRole("region", { name: "Decisions of analysts" });
const lineage = (page: Page) => page.getByRole("region", { name: "Lineage" });
const stale = (page: Page) => page.getByText(/^The networks are stale: /).first();

async function memberOf(page: Page, networkId: string): Promise<string> {
  const view: { members: { accountId: string }[] } = await (
    await page.request.get(`/api/networks/${networkId}`)
  ).json();
  return view.members[0]?.accountId ?? "";
}

async function decide(
  page: Page,
  accounts: [string, string],
  verdict: string,
  reason: string,
): Promise<void> {
  await decisions(page).getByRole("button", { name: "Decide on two accounts…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Account", { exact: true }).fill(accounts[0]);
  await dialog.getByLabel("Other account", { exact: true }).fill(accounts[1]);
  await dialog.getByRole("radio", { name: new RegExp(verdict) }).check();
  await dialog.getByLabel("Why").fill(reason);
  await dialog.getByRole("button", { name: "Decide" }).click();
}

test("an investigator decides that two accounts must be linked, with a reason, and the networks are stale", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto("/overview");
  const { networks }: { networks: { id: string; accounts: number; protectedAccounts: number }[] } = await (
    await page.request.get("/api/networks?limit=200")
  ).json();
  const ranked = networks
    .filter((network) => network.protectedAccounts === 0)
    .toSorted((x, y) => y.accounts - x.accounts);
  large = ranked[0]?.id ?? "";
  small = ranked.at(-1)?.id ?? "";
  expect(small).not.toBe(large);
  inLarge = await memberOf(page, large);
  inSmall = await memberOf(page, small);

  await page.goto(`/networks/${small}`);
  await page.getByRole("button", { name: "Open a case" }).click();
  const opening = page.getByRole("dialog");
  await opening.getByLabel("Title").fill("A small pool");
  await opening.getByLabel("Purpose").fill("Tip of 4 June.");
  await opening.getByRole("button", { name: "Open the case" }).click();
  await expect(page).toHaveURL(/\/cases\//);
  caseUrl = new URL(page.url()).pathname;

  await page.goto(`/networks/${small}`);
  await expect(decisions(page)).toContainText("Nobody has decided");
  await decisions(page).getByRole("button", { name: "Decide on two accounts…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Decide" }).click();
  await expect(dialog.getByText("Say why, in at least 10 characters.")).toBeVisible();
  await expect(dialog.getByText("Choose one.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await decide(page, [inLarge, inSmall], "must be linked", REASON);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(decisions(page)).toContainText("1 standing");
  await expect(decisions(page)).toContainText(REASON);
  await expect(decisions(page)).toContainText("Ines Vega");
  await expect(stale(page)).toBeVisible();
  expect(errors).toEqual([]);
});

test("what contradicts it is refused in words, and who may only read decides nothing", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  await page.goto(`/networks/${small}`);
  await decide(page, [inSmall, inLarge], "cannot be linked", "On second thought they are two people.");
  await expect(page.getByRole("dialog")).toContainText("has decided that these two accounts must be linked");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(decisions(page)).toContainText("1 standing");

  const reader = await pageOf(browser, "counsel");
  await reader.goto(`/networks/${small}`);
  await expect(decisions(reader)).toContainText(REASON);
  await expect(reader.getByRole("button", { name: /^(Decide|Withdraw)/ })).toHaveCount(0);
  await reader.goto(`/accounts/${inSmall}`);
  await expect(decisions(reader)).toContainText(REASON);
});

test("resolved anew, one network holds both; the other says where it went, and so does its case", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  await page.goto(`/networks/${small}`);
  await page.getByRole("button", { name: "Resolve now" }).first().click();
  await expect(page.getByText("This network is no more")).toBeVisible({ timeout: 60_000 });
  const way = page.getByText(new RegExp(`${small} is now part of`));
  await expect(way).toContainText(/\(\d+ of \d+ accounts\)/);
  await way.getByRole("link", { name: large }).click();
  await expect(page.getByRole("heading", { name: large, level: 1 })).toBeVisible();
  await expect(lineage(page)).toContainText(new RegExp(`came from ${small}`));
  await expect(decisions(page)).toContainText(REASON);

  await page.goto(caseUrl);
  await expect(
    page.getByText(new RegExp(`Changed since the case was opened: ${small} is now part of`)),
  ).toBeVisible();
});

test("a pair in the inspector shows what was decided of it, and offers to decide where nothing was", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  await page.goto(`/investigate?network=${large}`);
  const outline = page.getByRole("tree", { name: "Outline of the graph" });
  const account = outline.getByRole("treeitem", { name: /acct_/ });
  await account.first().click();
  await account.nth(1).click({ modifiers: ["Shift"] });
  const inspector = page.getByRole("region", { name: "Inspector" });
  await inspector.getByRole("button", { name: "Decide on this pair…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Other account", { exact: true })).toHaveCount(0);
  await expect(dialog.getByRole("radio", { name: /cannot be linked/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a manager withdraws it with a reason; resolved anew, both networks are there by their names", async ({
  browser,
}) => {
  const page = await pageOf(browser, "manager");
  await page.goto(`/networks/${large}`);
  await decisions(page)
    .getByRole("button", { name: /^Withdraw the decision on/ })
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Withdraw" })).toBeDisabled();
  await dialog.getByLabel("Why does it no longer hold?").fill(WITHDRAWN);
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await expect(dialog).toBeHidden();
  await expect(decisions(page)).toContainText("0 standing");
  await decisions(page).getByText("1 withdrawn decision").click();
  await expect(decisions(page)).toContainText(WITHDRAWN);
  await expect(decisions(page)).toContainText(REASON);

  const investigator = await pageOf(browser, "investigator");
  await investigator.goto(`/networks/${large}`);
  await investigator.getByRole("button", { name: "Resolve now" }).first().click();
  await expect(lineage(investigator)).toContainText(new RegExp(`split off into ${small}`), {
    timeout: 60_000,
  });
  await lineage(investigator).getByRole("link", { name: small }).first().click();
  await expect(investigator.getByRole("heading", { name: small, level: 1 })).toBeVisible();
  await expect(lineage(investigator)).toContainText("Found again");
  await expect(stale(investigator)).toBeHidden();
  await investigator.goto(caseUrl);
  await expect(investigator.getByRole("navigation", { name: "Steps of the case" })).toBeVisible();
  await expect(investigator.getByText("Changed since the case was opened")).toBeHidden();
});

test("a withdrawn decision still is a judgement: calibrate counts it, and says what is missing for a fit", () => {
  const ran = ringleader(["calibrate", "--json", "--data-dir", readDesk().dataDir]);
  expect(ran.status).toBe(0);
  const fit: { decisions: number; mustLink: number; missing: string | null; kept: boolean } = JSON.parse(
    ran.stdout,
  );
  expect(fit).toMatchObject({ decisions: 1, mustLink: 1, kept: false });
  expect(fit.missing).toContain("(1 of 200)");
});
