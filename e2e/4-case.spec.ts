import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync, copyFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { readDesk } from "./env";
import { pageOf, watchForErrors } from "./people";
import { ringleader } from "./ringleader";

test.describe.configure({ mode: "serial" });

let caseUrl = "";
let number = "";

async function addClaim(page: Page, text: string): Promise<void> {
  const form = page.getByRole("form", { name: "New claim" });
  await form.getByLabel("New claim").fill(text);
  await page
    .getByRole("button", { name: /^Attach .* to the claim$/ })
    .first()
    .click();
  await form.getByRole("button", { name: "Add claim" }).click();
  await expect(form.getByLabel("New claim")).toHaveValue("");
}

test("an investigator opens a case from a network, writes a note and two claims, and submits it", async ({
  browser,
}) => {
  const page = await pageOf(browser, "investigator");
  const errors = watchForErrors(page);
  await page.goto("/networks/N-0001");
  await page.getByRole("button", { name: "Open a case" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Violet pool");
  await dialog.getByLabel("Purpose").fill("Alert of 4 June: accounts paid from the same virtual cards.");
  await dialog.getByRole("button", { name: "Open the case" }).click();
  await expect(page).toHaveURL(/\/cases\//);
  caseUrl = new URL(page.url()).pathname;
  number =
    (
      await page
        .getByText(/C-\d{4}/)
        .first()
        .textContent()
    )?.match(/C-\d{4}/)?.[0] ?? "";

  await addClaim(
    page,
    "The {{accounts}} accounts were paid from {{payment_instruments}} payment instruments.",
  );
  await addClaim(page, "They made {{exchanges}} exchanges in the window {{window}}.");
  await expect(page.getByLabel("Claims of this case")).not.toContainText("{{");

  await page.getByRole("navigation", { name: "Steps of the case" }).getByText("Notes").click();
  await page
    .getByLabel("New note")
    .last()
    .fill("<b>Cards</b> look like one vendor; =HYPERLINK(1) is only text.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByText("<b>Cards</b> look like one vendor")).toBeVisible();

  await page.getByRole("navigation", { name: "Steps of the case" }).getByText("Review").click();
  await page.getByRole("button", { name: "Submit for review…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Ready: two claims, both from payment records.");
  await page.getByRole("dialog").getByRole("button", { name: "Submit for review" }).click();
  await expect(page.getByText("In review").first()).toBeVisible();
  expect(errors).toEqual([]);
});

test("nobody reviews their own case, in the page or past it", async ({ browser }) => {
  const page = await pageOf(browser, "investigator");
  await page.goto(caseUrl);
  const approve = page.getByRole("button", { name: "Approve…" });
  if ((await approve.count()) > 0) await expect(approve).toBeDisabled();
  const id = caseUrl.split("/").at(-1) ?? "";
  const view: { contentHash: string } = await (await page.request.get(`/api/cases/${id}`)).json();
  const answer = await page.request.post(`/api/cases/${id}/review`, {
    headers: { origin: readDesk().url },
    data: { decision: "approved", reason: "my own work", contentHash: view.contentHash },
  });
  expect(answer.status()).toBe(403);
  const early = await page.request.post(`/api/cases/${id}/packets`, {
    headers: { origin: readDesk().url },
    data: { tier: "internal" },
  });
  expect(early.status()).toBe(409);
});

test("a manager approves exactly what was seen", async ({ browser }) => {
  const page = await pageOf(browser, "manager");
  await page.goto("/review");
  await page
    .getByRole("link", { name: new RegExp(`${number}|Violet pool`) })
    .first()
    .click();
  await expect(page).toHaveURL(/\/cases\//);
  const id = caseUrl.split("/").at(-1) ?? "";
  const stale = await page.request.post(`/api/cases/${id}/review`, {
    headers: { origin: readDesk().url },
    data: { decision: "approved", reason: "not looked at", contentHash: "0".repeat(64) },
  });
  expect(stale.status()).toBe(409);
  await page.getByRole("button", { name: "Approve…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByTestId("content-hash")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Both claims follow from the records.");
  await dialog.getByRole("button", { name: /Approve/ }).click();
  await expect(page.getByText("Approved").first()).toBeVisible();
});

test("the approved case leaves as a packet that verifies, and fails after one flipped byte, naming the file", async ({
  browser,
}, info) => {
  const page = await pageOf(browser, "counsel");
  await page.goto(`${caseUrl}?step=packet`);
  await page.getByRole("button", { name: "Build packet" }).click();
  const link = page.getByRole("link", { name: /download/i }).first();
  await expect(link).toBeVisible({ timeout: 90_000 });
  const download = page.waitForEvent("download");
  await link.click();
  const file = info.outputPath("packet.zip");
  await (await download).saveAs(file);

  const listing = execFileSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import yauzl from "yauzl"; yauzl.open(${JSON.stringify(file)}, { lazyEntries: true }, (error, zip) => { if (error) throw error; zip.on("entry", (entry) => { console.log(entry.fileName + "\\t" + entry.relativeOffsetOfLocalHeader); zip.readEntry(); }); zip.readEntry(); });`,
    ],
    { encoding: "utf8", cwd: readDesk().root },
  );
  for (const part of [
    "bagit.txt",
    "manifest-sha256.txt",
    "data/01-memo/report.pdf",
    "data/04-analysis/claims.csv",
    "data/04-analysis/links.jsonl",
    "data/03-records/",
  ]) {
    expect(listing).toContain(part);
  }
  const good = ringleader(["packet", "verify", file]);
  expect(good.stdout).toContain("The packet verifies.");
  expect(good.status).toBe(0);

  const bytes = readFileSync(file);
  const entry = listing
    .split("\n")
    .map((line) => line.split("\t"))
    .find(([name]) => name?.endsWith("data/04-analysis/claims.csv"));
  // A local header is 30 bytes, then the name; the entry's data begins behind it.
  const at = Number(entry?.[1]) + 30 + (entry?.[0] ?? "").length + 20;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const flipped = info.outputPath("flipped.zip");
  writeFileSync(flipped, bytes);
  const bad = ringleader(["packet", "verify", flipped, "--json"]);
  expect(bad.status).toBe(4);
  const report: { ok: boolean; checks: { ok: boolean; file?: string }[] } = JSON.parse(bad.stdout);
  expect(report.ok).toBe(false);
  const named = report.checks.filter((check) => !check.ok).map((check) => check.file ?? "");
  expect(named.some((name) => name.endsWith("data/04-analysis/claims.csv"))).toBe(true);
});

test("the command line builds a packet of the same case while the desk is served", async ({
  browser,
}, info) => {
  const { dataDir } = readDesk();
  const built = ringleader(["packet", "build", number, "--tier", "counsel", "--data-dir", dataDir, "--json"]);
  expect(built.stderr + built.stdout).toContain("zipPath");
  const { zipPath }: { zipPath: string } = JSON.parse(built.stdout);
  const copy = info.outputPath("counsel.zip");
  copyFileSync(zipPath, copy);
  expect(ringleader(["packet", "verify", copy]).status).toBe(0);
  expect(ringleader(["packet", "build", number, "--tier", "public", "--data-dir", dataDir]).status).toBe(2);
  expect(ringleader(["packet", "build", "C-9999", "--tier", "internal", "--data-dir", dataDir]).status).toBe(
    3,
  );
  const page = await pageOf(browser, "counsel");
  await page.goto("/audit");
  await expect(page.getByText(/entries follow from one another/)).toBeVisible();
});
