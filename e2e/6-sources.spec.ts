import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { PEOPLE, readDesk, stateFile } from "./env";
import { pageOf, watchForErrors } from "./people";

test.describe.configure({ mode: "serial" });

const NAME = "gadgets 2026-05.csv";
const ROWS = 400;
const BAD = 8;

/** Names nobody would guess, times in epoch seconds, some counts in words, and a cell a spreadsheet would run. */
function oddCsv(): Buffer {
  const lines = Array.from({ length: ROWS }, (_, at) =>
    [
      `acct_odd_${at % 40}`,
      1_777_600_000 + at * 60,
      `gadget-${at % 5}`,
      at % 50 === 3 ? "many" : (at % 9) + 1,
      '"=HYPERLINK(""http://elsewhere.example"")"',
    ].join(","),
  );
  return Buffer.from(`Who,When Seen,Gadget,How Often,Remarks\n${lines.join("\n")}\n`);
}

/** How many accounts the desk knows on one of the file's gadgets. */
async function accountsOnGadget(page: Page): Promise<number> {
  const answer = await page.request.get("/api/identifiers?kind=device&value=gadget-1");
  if (answer.status() === 404) return 0;
  const { crowd }: { crowd: number } = await answer.json();
  return crowd;
}

async function mapGadgets(page: Page): Promise<void> {
  await page.getByLabel("This file holds").selectOption("observations");
  const from = (column: string) => page.getByLabel(`${column} of ${NAME} comes from`, { exact: true });
  await from("account_id").selectOption({ label: "who" });
  await from("kind").selectOption({ label: "always the same text…" });
  await page.getByLabel(`kind of ${NAME}: the text`).fill("device");
  await from("value").selectOption({ label: "gadget" });
  await from("first_seen").selectOption({ label: "when seen" });
  await page.getByLabel(`first_seen of ${NAME} is read as`).selectOption({ label: "seconds since 1970" });
  await from("count").selectOption({ label: "how often" });
}

let importId = "";

test("a file with odd columns is mapped, checked without keeping anything, and imported", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto("/sources");
  await page.getByRole("link", { name: "Add records" }).click();
  await page
    .getByLabel("Files to import")
    .setInputFiles({ name: NAME, mimeType: "text/csv", buffer: oddCsv() });
  await expect(page.getByRole("button", { name: /copy SHA-256/ })).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();

  const proceed = page.getByRole("button", { name: "Try it without keeping anything" });
  await expect(page.getByRole("table", { name: `First rows of ${NAME}` }).getByRole("row")).toHaveCount(21);
  await page.getByLabel("This file holds").selectOption("observations");
  await expect(proceed).toBeDisabled();
  await mapGadgets(page);

  await page.getByRole("button", { name: "Save as a preset…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Gadget list");
  await dialog.getByRole("button", { name: "Save preset" }).click();
  await expect(page.getByRole("radio", { name: /Gadget list/ })).toBeEnabled();

  await proceed.click();
  await expect(
    page.getByText(`${ROWS - BAD} rows would come in, ${BAD} rows would be set aside.`),
  ).toBeVisible({
    timeout: 60_000,
  });
  expect(await accountsOnGadget(page)).toBe(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the reject file" }).click(),
  ]);
  const rejects = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  expect(rejects).toHaveLength(BAD + 1);
  expect(rejects[1]).toBe(`${NAME},4,count,is no whole number`);
  expect(rejects.slice(1).some((line) => /(^|,)"?[=+@-]/.test(line))).toBe(false);

  await page.getByRole("button", { name: `Import ${ROWS - BAD} rows` }).click();
  await expect(page).toHaveURL(/\/sources\?import=imp_/);
  importId = new URL(page.url()).searchParams.get("import") ?? "";
  const row = page.getByRole("row", { name: new RegExp(NAME) }).first();
  await expect(row.getByText(`Complete, ${BAD} set aside`)).toBeVisible({ timeout: 60_000 });
  await expect(row.getByText(PEOPLE.investigator.name)).toBeVisible();
  await expect(page.getByText("The networks are stale: records came in after they were found")).toBeVisible();
  expect(await accountsOnGadget(page)).toBe(8);
  expect(errors).toEqual([]);
});

test("the same file again is passed over, and the saved preset reads it", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  await page.goto("/sources/add");
  await page
    .getByLabel("Files to import")
    .setInputFiles({ name: NAME, mimeType: "text/csv", buffer: oddCsv() });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("radio", { name: /Gadget list/ }).check();
  await page.getByRole("button", { name: "Try it without keeping anything" }).click();
  await expect(page.getByText("1 file came in before and would be passed over.")).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole("button", { name: "Import 0 rows" })).toBeDisabled();
});

test("resolving from the page makes the networks fresh again", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  await page.goto("/sources");
  await page.getByRole("button", { name: "Resolve now" }).click();
  await expect(page.getByText("The networks are being resolved")).toBeVisible();
  await expect(page.getByText(/The networks are (stale|being resolved)/)).toHaveCount(0, { timeout: 90_000 });
});

test("a manager undoes the import with a reason: its rows leave, the networks are stale, the audit keeps it", async ({
  browser,
}) => {
  const page = await pageOf(browser, "manager");
  const errors = watchForErrors(page);
  await page.goto(`/sources?import=${importId}`);
  const row = page.getByRole("row", { name: new RegExp(NAME) }).first();
  await row.getByRole("button", { name: "Undo…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("observations")).toBeVisible();
  const undo = dialog.getByRole("button", { name: "Undo the import" });
  await expect(undo).toBeDisabled();
  await dialog.getByLabel("Why is it undone?").fill("the list was of test devices");
  await undo.click();
  await expect(row.getByText("Undone", { exact: true })).toBeVisible();
  await expect(page.getByText("the list was of test devices")).toBeVisible();
  const stale = page.getByText("The networks are stale: an import was undone");
  await expect(stale).toBeVisible();
  for (const path of ["/overview", "/networks/N-0001"]) {
    await page.goto(path);
    await expect(stale).toBeVisible();
  }
  expect(await accountsOnGadget(page)).toBe(0);
  const counsel = await pageOf(browser, "counsel");
  await counsel.goto("/audit");
  await expect(counsel.getByText("import.undo").first()).toBeVisible();
  await expect(counsel.getByText(/entries follow from one another/)).toBeVisible();
  const again = await page.request.post(`/api/imports/${importId}/undo`, {
    headers: { origin: readDesk().url },
    data: { reason: "once more" },
  });
  expect(again.status()).toBe(409);
  expect(errors).toEqual([]);
});

test("an auditor or counsel sees the sources and changes nothing", async ({ browser }) => {
  const page = await pageOf(browser, "counsel");
  await page.goto("/sources");
  await expect(page.getByRole("table", { name: "Imports" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Add records" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Undo|Cancel|Resolve/ })).toHaveCount(0);
  await page.goto("/sources/add");
  await expect(page.getByText("Records are added by an investigator or an admin.")).toBeVisible();
  const post = await (
    await browser.newContext({ baseURL: readDesk().url, storageState: stateFile("counsel") })
  ).request.post("/api/uploads", { headers: { origin: readDesk().url } });
  expect(post.status()).toBe(403);
});
